-- The ledger that PostGraphile serves, and the function that undoes: what a team would write that
-- puts its rules into the database. Only `app` is served; tables are reached through the function.
create schema app;
create schema ledger;

create table ledger.wallet (
  id uuid primary key,
  member text not null,
  balance bigint not null
);

create table ledger.transaction (
  id uuid primary key,
  wallet_id uuid not null references ledger.wallet,
  type text not null,
  amount bigint not null,
  created_at timestamptz not null
);
create index on ledger.transaction (wallet_id, created_at);

create table ledger.entry (
  id bigint generated always as identity primary key,
  transaction_id uuid not null references ledger.transaction,
  account text not null,
  wallet_id uuid references ledger.wallet,
  amount bigint not null
);
create index on ledger.entry (transaction_id);

create table ledger.reversal (
  transaction_id uuid primary key references ledger.transaction,
  reversed_by uuid not null references ledger.transaction,
  created_at timestamptz not null
);

create table ledger.idempotency (
  key text primary key,
  transaction_id uuid not null,
  outcome text not null,
  reversal_id uuid,
  balance bigint,
  created_at timestamptz not null
);

create type app.cancel_result as (
  outcome text,
  reversal_id uuid,
  balance bigint,
  replayed boolean
);

create function app.cancel_transaction(transaction_id uuid, idempotency_key text)
returns app.cancel_result language plpgsql volatile as $$
#variable_conflict use_variable
declare
  known ledger.idempotency;
  target ledger.transaction;
  home ledger.wallet;
  result app.cancel_result;
begin
  select * into known from ledger.idempotency i where i.key = idempotency_key;
  if found then
    if known.transaction_id <> transaction_id then
      return row('IDEMPOTENCY_CONFLICT', null, null, false)::app.cancel_result;
    end if;
    return row(known.outcome, known.reversal_id, known.balance, true)::app.cancel_result;
  end if;
  select * into target from ledger.transaction t where t.id = transaction_id;
  if found then
    select * into home from ledger.wallet w where w.id = target.wallet_id for update;
  end if;
  result.replayed := false;
  result.outcome := case
    when target.id is null then 'NOT_FOUND'
    when target.type <> 'ACCRUAL' then 'TYPE_NOT_ALLOWED'
    when exists (select 1 from ledger.reversal r where r.transaction_id = target.id)
      then 'ALREADY_REVERSED'
    when home.balance < target.amount then 'INSUFFICIENT_BALANCE'
    else 'DONE'
  end;
  if result.outcome = 'DONE' then
    result.reversal_id := gen_random_uuid();
    insert into ledger.transaction
    values (result.reversal_id, target.wallet_id, 'CANCEL', target.amount, now());
    insert into ledger.entry (transaction_id, account, wallet_id, amount)
    select result.reversal_id, e.account, e.wallet_id, -e.amount
    from ledger.entry e where e.transaction_id = target.id order by e.id;
    insert into ledger.reversal values (target.id, result.reversal_id, now());
    update ledger.wallet w set balance = w.balance - target.amount where w.id = home.id
    returning w.balance into result.balance;
  end if;
  insert into ledger.idempotency values (
    idempotency_key, transaction_id, result.outcome, result.reversal_id, result.balance, now());
  return result;
end $$;
