CREATE TABLE `api_key` (
	`prefix` text PRIMARY KEY NOT NULL,
	`merchant_pk` integer NOT NULL,
	`name` text NOT NULL,
	`secret_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`merchant_pk`) REFERENCES `merchant`(`pk`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `currency` (
	`pk` integer PRIMARY KEY NOT NULL,
	`merchant_pk` integer NOT NULL,
	`code` text NOT NULL,
	`scale` integer NOT NULL,
	`kind` text NOT NULL,
	FOREIGN KEY (`merchant_pk`) REFERENCES `merchant`(`pk`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `currency_code` ON `currency` (`merchant_pk`,`code`);--> statement-breakpoint
CREATE TABLE `member` (
	`pk` integer PRIMARY KEY NOT NULL,
	`merchant_pk` integer NOT NULL,
	`id` text NOT NULL,
	`code` text NOT NULL,
	FOREIGN KEY (`merchant_pk`) REFERENCES `merchant`(`pk`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `member_id` ON `member` (`merchant_pk`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `member_code` ON `member` (`merchant_pk`,`code`);--> statement-breakpoint
CREATE TABLE `merchant` (
	`pk` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `merchant_id_unique` ON `merchant` (`id`);--> statement-breakpoint
CREATE TABLE `program` (
	`pk` integer PRIMARY KEY NOT NULL,
	`merchant_pk` integer NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`policies` text NOT NULL,
	FOREIGN KEY (`merchant_pk`) REFERENCES `merchant`(`pk`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `program_id` ON `program` (`merchant_pk`,`id`);--> statement-breakpoint
CREATE TABLE `secret` (
	`name` text PRIMARY KEY NOT NULL,
	`value` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `entry` (
	`transaction_pk` integer NOT NULL,
	`line` integer NOT NULL,
	`account` text NOT NULL,
	`wallet_pk` integer,
	`amount` integer NOT NULL,
	`purpose` text NOT NULL,
	PRIMARY KEY(`transaction_pk`, `line`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`merchant_pk` integer NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`outcome` text NOT NULL,
	`recorded_at` integer NOT NULL,
	PRIMARY KEY(`merchant_pk`, `key`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `import_progress` (
	`source` text PRIMARY KEY NOT NULL,
	`line` integer NOT NULL,
	`counts` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `lot` (
	`transaction_pk` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`wallet_pk` integer NOT NULL,
	`kind` text NOT NULL,
	`granted` integer NOT NULL,
	`activates_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`deferred` integer NOT NULL,
	`remaining` integer NOT NULL,
	`held` integer NOT NULL,
	`last_mover_pk` integer,
	PRIMARY KEY(`transaction_pk`, `ordinal`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE INDEX `lot_draw` ON `lot` (`wallet_pk`,`kind`,`expires_at`,`activates_at`,`transaction_pk`) WHERE remaining > 0;--> statement-breakpoint
CREATE INDEX `lot_deferred` ON `lot` (`wallet_pk`,`activates_at`) WHERE deferred = 1;--> statement-breakpoint
CREATE TABLE `lot_movement` (
	`transaction_pk` integer NOT NULL,
	`line` integer NOT NULL,
	`lot_transaction_pk` integer NOT NULL,
	`lot_ordinal` integer NOT NULL,
	`amount` integer NOT NULL,
	`purpose` text NOT NULL,
	`previous_mover_pk` integer,
	PRIMARY KEY(`transaction_pk`, `line`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `open_hold` (
	`wallet_pk` integer NOT NULL,
	`timeout_at` integer NOT NULL,
	`transaction_pk` integer NOT NULL,
	PRIMARY KEY(`wallet_pk`, `timeout_at`, `transaction_pk`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `refund` (
	`purchase_pk` integer NOT NULL,
	`transaction_pk` integer NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`purchase_pk`, `transaction_pk`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `reservation` (
	`transaction_pk` integer NOT NULL,
	`line` integer NOT NULL,
	`lot_transaction_pk` integer NOT NULL,
	`lot_ordinal` integer NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`transaction_pk`, `line`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
CREATE TABLE `resolution` (
	`transaction_pk` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`by_pk` integer,
	`at` integer NOT NULL,
	`recorded_by` text NOT NULL,
	`reason` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `transaction` (
	`pk` integer PRIMARY KEY NOT NULL,
	`id` blob NOT NULL,
	`merchant_pk` integer NOT NULL,
	`wallet_pk` integer NOT NULL,
	`type` text NOT NULL,
	`amount` integer NOT NULL,
	`external_reference` text,
	`owns_reference` integer NOT NULL,
	`description` text,
	`channel` text,
	`reason` text,
	`recorded_by` text NOT NULL,
	`effective_at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`main_pk` integer,
	`balance_after` integer NOT NULL,
	`gift_after` integer NOT NULL,
	`timeout_at` integer,
	`promised_activates_at` integer,
	`promised_expires_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `transaction_id_unique` ON `transaction` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `transaction_reference` ON `transaction` (`merchant_pk`,`external_reference`) WHERE owns_reference = 1;--> statement-breakpoint
CREATE TABLE `wallet` (
	`pk` integer PRIMARY KEY NOT NULL,
	`id` blob NOT NULL,
	`merchant_pk` integer NOT NULL,
	`program_pk` integer NOT NULL,
	`member_pk` integer NOT NULL,
	`currency_pk` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`closed_by` text,
	`closed_reason` text,
	`suspended_at` integer,
	`total` integer NOT NULL,
	`held` integer NOT NULL,
	`pending` integer NOT NULL,
	`expired` integer NOT NULL,
	`debt` integer NOT NULL,
	`gift` integer NOT NULL,
	`settled_through` integer NOT NULL,
	`boundary_at` integer,
	`head` blob NOT NULL,
	`links` integer NOT NULL,
	FOREIGN KEY (`merchant_pk`) REFERENCES `merchant`(`pk`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`program_pk`) REFERENCES `program`(`pk`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_pk`) REFERENCES `member`(`pk`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`currency_pk`) REFERENCES `currency`(`pk`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `wallet_id_unique` ON `wallet` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `wallet_of` ON `wallet` (`member_pk`,`program_pk`,`currency_pk`);--> statement-breakpoint
CREATE TABLE `wallet_link` (
	`pk` integer PRIMARY KEY NOT NULL,
	`wallet_pk` integer NOT NULL,
	`kind` text NOT NULL,
	`transaction_pk` integer NOT NULL,
	`effective_at` integer NOT NULL,
	`hash` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `wallet_history` ON `wallet_link` (`wallet_pk`,`effective_at`,`transaction_pk`) WHERE kind = 'RECORDED';