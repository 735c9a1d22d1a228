CREATE TABLE "api_key" (
	"prefix" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "currency" (
	"merchant_id" text NOT NULL,
	"code" text NOT NULL,
	"scale" smallint NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "currency_merchant_id_code_pk" PRIMARY KEY("merchant_id","code")
);
--> statement-breakpoint
CREATE TABLE "member" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "member_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "merchant" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "program" (
	"merchant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"policies" text NOT NULL,
	CONSTRAINT "program_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "secret" (
	"name" text PRIMARY KEY NOT NULL,
	"value" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entry" (
	"merchant_id" text NOT NULL,
	"wallet_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"line" smallint NOT NULL,
	"account" text NOT NULL,
	"booked_id" uuid,
	"amount" bigint NOT NULL,
	"purpose" text NOT NULL,
	CONSTRAINT "entry_merchant_id_wallet_id_transaction_id_line_pk" PRIMARY KEY("merchant_id","wallet_id","transaction_id","line")
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"merchant_id" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"outcome" text NOT NULL,
	"recorded_at" bigint NOT NULL,
	"kept_until" bigint,
	"sampled" boolean NOT NULL,
	CONSTRAINT "idempotency_merchant_id_key_pk" PRIMARY KEY("merchant_id","key")
);
--> statement-breakpoint
CREATE TABLE "import_progress" (
	"source" text PRIMARY KEY NOT NULL,
	"line" bigint NOT NULL,
	"counts" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lot" (
	"merchant_id" text NOT NULL,
	"wallet_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"link" integer NOT NULL,
	"kind" text NOT NULL,
	"granted" bigint NOT NULL,
	"activates_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"deferred" boolean NOT NULL,
	"remaining" bigint NOT NULL,
	"held" bigint NOT NULL,
	CONSTRAINT "lot_merchant_id_wallet_id_transaction_id_ordinal_pk" PRIMARY KEY("merchant_id","wallet_id","transaction_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "lot_movement" (
	"merchant_id" text NOT NULL,
	"wallet_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"line" smallint NOT NULL,
	"lot_transaction_id" uuid NOT NULL,
	"lot_ordinal" smallint NOT NULL,
	"amount" bigint NOT NULL,
	"purpose" text NOT NULL,
	CONSTRAINT "lot_movement_merchant_id_wallet_id_transaction_id_line_pk" PRIMARY KEY("merchant_id","wallet_id","transaction_id","line")
);
--> statement-breakpoint
CREATE TABLE "open_hold" (
	"merchant_id" text NOT NULL,
	"wallet_id" uuid NOT NULL,
	"timeout_at" bigint NOT NULL,
	"transaction_id" uuid NOT NULL,
	CONSTRAINT "open_hold_merchant_id_wallet_id_timeout_at_transaction_id_pk" PRIMARY KEY("merchant_id","wallet_id","timeout_at","transaction_id")
);
--> statement-breakpoint
CREATE TABLE "refund" (
	"merchant_id" text NOT NULL,
	"wallet_id" uuid NOT NULL,
	"purchase_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "refund_merchant_id_wallet_id_purchase_id_transaction_id_pk" PRIMARY KEY("merchant_id","wallet_id","purchase_id","transaction_id")
);
--> statement-breakpoint
CREATE TABLE "reservation" (
	"merchant_id" text NOT NULL,
	"wallet_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"line" smallint NOT NULL,
	"lot_transaction_id" uuid NOT NULL,
	"lot_ordinal" smallint NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "reservation_merchant_id_wallet_id_transaction_id_line_pk" PRIMARY KEY("merchant_id","wallet_id","transaction_id","line")
);
--> statement-breakpoint
CREATE TABLE "resolution" (
	"merchant_id" text NOT NULL,
	"wallet_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"by_id" uuid,
	"at" bigint NOT NULL,
	"recorded_by" text NOT NULL,
	"reason" text,
	CONSTRAINT "resolution_merchant_id_wallet_id_transaction_id_pk" PRIMARY KEY("merchant_id","wallet_id","transaction_id")
);
--> statement-breakpoint
CREATE TABLE "transaction" (
	"merchant_id" text NOT NULL,
	"wallet_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"amount" bigint NOT NULL,
	"external_reference" text,
	"owns_reference" boolean NOT NULL,
	"description" text,
	"channel" text,
	"reason" text,
	"recorded_by" text NOT NULL,
	"effective_at" bigint NOT NULL,
	"recorded_at" bigint NOT NULL,
	"main_id" uuid,
	"balance_after" bigint NOT NULL,
	"gift_after" bigint NOT NULL,
	"timeout_at" bigint,
	"promised_activates_at" bigint,
	"promised_expires_at" bigint,
	CONSTRAINT "transaction_merchant_id_wallet_id_id_pk" PRIMARY KEY("merchant_id","wallet_id","id")
);
--> statement-breakpoint
CREATE TABLE "wallet" (
	"merchant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"program_id" text NOT NULL,
	"member_id" text NOT NULL,
	"currency_code" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"closed_at" bigint,
	"closed_by" text,
	"closed_reason" text,
	"suspended_at" bigint,
	"total" bigint NOT NULL,
	"held" bigint NOT NULL,
	"pending" bigint NOT NULL,
	"expired" bigint NOT NULL,
	"debt" bigint NOT NULL,
	"gift" bigint NOT NULL,
	"settled_through" bigint NOT NULL,
	"boundary_at" bigint,
	"head" "bytea" NOT NULL,
	"links" integer NOT NULL,
	CONSTRAINT "wallet_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "wallet_link" (
	"merchant_id" text NOT NULL,
	"wallet_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"kind" text NOT NULL,
	"transaction_id" uuid NOT NULL,
	"home_id" uuid NOT NULL,
	"effective_at" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "wallet_link_merchant_id_wallet_id_ordinal_pk" PRIMARY KEY("merchant_id","wallet_id","ordinal")
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "currency" ADD CONSTRAINT "currency_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program" ADD CONSTRAINT "program_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "member_code" ON "member" USING btree ("merchant_id","code");--> statement-breakpoint
CREATE INDEX "idempotency_oldest" ON "idempotency" USING btree ("merchant_id","kept_until") WHERE kept_until is not null;--> statement-breakpoint
CREATE INDEX "idempotency_sample" ON "idempotency" USING btree ("merchant_id") WHERE sampled;--> statement-breakpoint
CREATE INDEX "lot_draw" ON "lot" USING btree ("merchant_id","wallet_id","kind","expires_at","activates_at","link","ordinal") WHERE remaining > 0;--> statement-breakpoint
CREATE INDEX "lot_deferred" ON "lot" USING btree ("merchant_id","wallet_id","activates_at") WHERE deferred;--> statement-breakpoint
CREATE INDEX "lot_movement_of" ON "lot_movement" USING btree ("merchant_id","wallet_id","lot_transaction_id","lot_ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "transaction_id" ON "transaction" USING btree ("merchant_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "transaction_reference" ON "transaction" USING btree ("merchant_id","external_reference") WHERE owns_reference;--> statement-breakpoint
CREATE UNIQUE INDEX "wallet_of" ON "wallet" USING btree ("merchant_id","member_id","program_id","currency_code");--> statement-breakpoint
CREATE INDEX "wallet_history" ON "wallet_link" USING btree ("merchant_id","wallet_id","effective_at","ordinal") WHERE kind = 'RECORDED';