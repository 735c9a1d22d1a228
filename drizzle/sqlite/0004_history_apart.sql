-- The newest of a wallet's history stands in its row, which every command writes anyway, and goes to
-- a table a few at a time: an index had a page of its own written for every transaction.
CREATE TABLE `older_history` (
	`wallet_pk` integer NOT NULL,
	`effective_at` integer NOT NULL,
	`transaction_pk` integer NOT NULL,
	PRIMARY KEY(`wallet_pk`, `effective_at`, `transaction_pk`)
) WITHOUT ROWID, STRICT;
--> statement-breakpoint
INSERT INTO `older_history` (`wallet_pk`, `effective_at`, `transaction_pk`)
SELECT `wallet_pk`, `effective_at`, `transaction_pk` FROM `wallet_link` WHERE kind = 'RECORDED' ORDER BY `wallet_pk`, `effective_at`, `transaction_pk`;
--> statement-breakpoint
CREATE TRIGGER `older_history_no_update` BEFORE UPDATE ON `older_history`
BEGIN SELECT RAISE(ABORT, 'older_history is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `older_history_no_delete` BEFORE DELETE ON `older_history`
BEGIN SELECT RAISE(ABORT, 'older_history is append-only'); END;
--> statement-breakpoint
DROP INDEX `wallet_history`;
--> statement-breakpoint
ALTER TABLE `wallet` ADD `recent_history` text DEFAULT '[]' NOT NULL;
--> statement-breakpoint
CREATE VIEW `history` AS select wallet_pk, effective_at, transaction_pk from older_history
union all
select wallet.pk, cast(recent.value ->> 0 as integer), cast(recent.value ->> 1 as integer)
from wallet,
  json_each(iif(json_valid(wallet.recent_history), wallet.recent_history, '[]')) as recent
where recent.type = 'array';
