-- The journal is append-only: what was recorded is corrected by recording, never by editing.
CREATE TRIGGER `transaction_no_update` BEFORE UPDATE ON `transaction`
BEGIN SELECT RAISE(ABORT, 'transaction is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `transaction_no_delete` BEFORE DELETE ON `transaction`
BEGIN SELECT RAISE(ABORT, 'transaction is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `entry_no_update` BEFORE UPDATE ON `entry`
BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `entry_no_delete` BEFORE DELETE ON `entry`
BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `lot_movement_no_update` BEFORE UPDATE ON `lot_movement`
BEGIN SELECT RAISE(ABORT, 'lot_movement is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `lot_movement_no_delete` BEFORE DELETE ON `lot_movement`
BEGIN SELECT RAISE(ABORT, 'lot_movement is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `reservation_no_update` BEFORE UPDATE ON `reservation`
BEGIN SELECT RAISE(ABORT, 'reservation is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `reservation_no_delete` BEFORE DELETE ON `reservation`
BEGIN SELECT RAISE(ABORT, 'reservation is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `resolution_no_update` BEFORE UPDATE ON `resolution`
BEGIN SELECT RAISE(ABORT, 'resolution is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `resolution_no_delete` BEFORE DELETE ON `resolution`
BEGIN SELECT RAISE(ABORT, 'resolution is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `refund_no_update` BEFORE UPDATE ON `refund`
BEGIN SELECT RAISE(ABORT, 'refund is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `refund_no_delete` BEFORE DELETE ON `refund`
BEGIN SELECT RAISE(ABORT, 'refund is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `wallet_link_no_update` BEFORE UPDATE ON `wallet_link`
BEGIN SELECT RAISE(ABORT, 'wallet_link is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `wallet_link_no_delete` BEFORE DELETE ON `wallet_link`
BEGIN SELECT RAISE(ABORT, 'wallet_link is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `lot_no_delete` BEFORE DELETE ON `lot`
BEGIN SELECT RAISE(ABORT, 'lot is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `lot_grant_no_update` BEFORE UPDATE OF `transaction_pk`, `ordinal`, `wallet_pk`, `kind`, `granted`, `activates_at`, `expires_at`, `deferred` ON `lot`
BEGIN SELECT RAISE(ABORT, 'what a lot granted is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `wallet_no_delete` BEFORE DELETE ON `wallet`
BEGIN SELECT RAISE(ABORT, 'a wallet is closed, not deleted'); END;
--> statement-breakpoint
CREATE TRIGGER `wallet_identity_no_update` BEFORE UPDATE OF `id`, `merchant_pk`, `program_pk`, `member_pk`, `currency_pk`, `opened_at` ON `wallet`
BEGIN SELECT RAISE(ABORT, 'whose a wallet is never changes'); END;
