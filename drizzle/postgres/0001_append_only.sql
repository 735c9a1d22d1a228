-- The journal is append-only: what was recorded is corrected by recording, never by editing. The
-- triggers are a guard against edits by hand; nothing that the program does depends on them.
CREATE FUNCTION storno_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_ARGV[0];
END $$;
--> statement-breakpoint
CREATE TRIGGER "transaction_append_only" BEFORE UPDATE OR DELETE ON "transaction"
FOR EACH ROW EXECUTE FUNCTION storno_refuse('transaction');
--> statement-breakpoint
CREATE TRIGGER "entry_append_only" BEFORE UPDATE OR DELETE ON "entry"
FOR EACH ROW EXECUTE FUNCTION storno_refuse('entry');
--> statement-breakpoint
CREATE TRIGGER "lot_movement_append_only" BEFORE UPDATE OR DELETE ON "lot_movement"
FOR EACH ROW EXECUTE FUNCTION storno_refuse('lot_movement');
--> statement-breakpoint
CREATE TRIGGER "reservation_append_only" BEFORE UPDATE OR DELETE ON "reservation"
FOR EACH ROW EXECUTE FUNCTION storno_refuse('reservation');
--> statement-breakpoint
CREATE TRIGGER "resolution_append_only" BEFORE UPDATE OR DELETE ON "resolution"
FOR EACH ROW EXECUTE FUNCTION storno_refuse('resolution');
--> statement-breakpoint
CREATE TRIGGER "refund_append_only" BEFORE UPDATE OR DELETE ON "refund"
FOR EACH ROW EXECUTE FUNCTION storno_refuse('refund');
--> statement-breakpoint
CREATE TRIGGER "wallet_link_append_only" BEFORE UPDATE OR DELETE ON "wallet_link"
FOR EACH ROW EXECUTE FUNCTION storno_refuse('wallet_link');
--> statement-breakpoint
CREATE TRIGGER "lot_no_delete" BEFORE DELETE ON "lot"
FOR EACH ROW EXECUTE FUNCTION storno_refuse('lot');
--> statement-breakpoint
CREATE TRIGGER "lot_grant_no_update" BEFORE UPDATE OF "merchant_id", "wallet_id", "transaction_id", "ordinal", "link", "kind", "granted", "activates_at", "expires_at", "deferred" ON "lot"
FOR EACH ROW EXECUTE FUNCTION storno_refuse('what a lot granted');
--> statement-breakpoint
CREATE TRIGGER "wallet_no_delete" BEFORE DELETE ON "wallet"
FOR EACH ROW EXECUTE FUNCTION storno_refuse('wallet');
--> statement-breakpoint
CREATE TRIGGER "wallet_identity_no_update" BEFORE UPDATE OF "merchant_id", "id", "program_id", "member_id", "currency_code", "opened_at" ON "wallet"
FOR EACH ROW EXECUTE FUNCTION storno_refuse('whose a wallet is');
