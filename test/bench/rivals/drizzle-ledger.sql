-- The ledger of the subgraph beside this file: what a team would write first.
create table wallet (
  id text primary key,
  member text not null,
  balance integer not null
);

create table ledger_transaction (
  id text primary key,
  wallet_id text not null references wallet (id),
  type text not null,
  amount integer not null,
  created_at integer not null
);
create index ledger_transaction_wallet on ledger_transaction (wallet_id, created_at);

create table entry (
  id integer primary key,
  transaction_id text not null references ledger_transaction (id),
  account text not null,
  wallet_id text references wallet (id),
  amount integer not null
);
create index entry_transaction on entry (transaction_id);

create table reversal (
  transaction_id text primary key references ledger_transaction (id),
  reversed_by text not null references ledger_transaction (id),
  created_at integer not null
);

create table idempotency (
  key text primary key,
  transaction_id text not null,
  answer text not null,
  created_at integer not null
);
