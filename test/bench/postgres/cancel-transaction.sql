-- The rival: what a team that puts its rules into the database would write. It undoes an accrual of
-- points, and writes the same rows into the same tables as Storno does: the idempotency record, the
-- contra transaction with its entries, what it takes back of which lot, the resolution, the link of
-- the wallet's hash chain, the wallet's sums. One call is one transaction, READ COMMITTED: the
-- wallet's row is locked before anything that depends on it is read.
--
-- It knows one kind of target and five refusals, where Storno has four reversals and all refusals.
create function cancel_transaction(
  the_merchant text, actor text, target_id uuid, request_key text, new_id uuid, kept_days integer
) returns text language plpgsql as $$
declare
  moment bigint := floor(extract(epoch from clock_timestamp()) * 1000);
  print text := encode(sha256(convert_to(
    'cancelTransaction' || chr(10) || format('{"transactionId":"%s"}', target_id), 'UTF8')), 'hex');
  known idempotency;
  target transaction;
  home record;
  taken bigint;
  active bigint;
  moved text;
  taken_lots text;
  contra text;
  digest bytea;
  outcome text;
begin
  select * into known from idempotency i where i.merchant_id = the_merchant and i.key = request_key;
  if found then
    if known.fingerprint <> print then
      return format('{"__typename":"IdempotencyConflictError","idempotencyKey":"%s"}', request_key);
    end if;
    return replace(known.outcome, '"replayed":false', '"replayed":true');
  end if;

  select * into target from transaction t where t.merchant_id = the_merchant and t.id = target_id;
  if found then
    select w.*, p.policies, m.code, c.scale, c.kind into home
    from wallet w
    join program p on p.merchant_id = w.merchant_id and p.id = w.program_id
    join member m on m.merchant_id = w.merchant_id and m.id = w.member_id
    join currency c on c.merchant_id = w.merchant_id and c.code = w.currency_code
    where w.merchant_id = the_merchant and w.id = target.wallet_id
    for update of w;
    active := home.total - home.held - home.pending - home.expired;
    if home.boundary_at <= moment then
      raise exception 'time has changed wallet %, which this function does not know', home.id;
    end if;
    select sum(l.remaining),
      string_agg(format('["%s.%s","%s","PRINCIPAL"]',
        l.transaction_id, l.ordinal, -l.remaining), ',' order by l.ordinal),
      string_agg(format(
        '{"lotId":"%s.%s","restored":"0.00","expiredAmount":"0.00","clawedBack":"%s"}',
        l.transaction_id, l.ordinal, to_char(l.remaining / 100.0, 'FM999999999990.00')),
        ',' order by l.ordinal)
    into taken, moved, taken_lots
    from lot l
    where l.merchant_id = the_merchant and l.wallet_id = target.wallet_id
      and l.transaction_id = target_id;
  end if;

  outcome := case
    when target.id is null then '"TransactionNotFoundError"'
    when target.type <> 'ACCRUAL' then '"TransactionTypeNotAllowedError"'
    when exists (
      select 1 from resolution r where r.merchant_id = the_merchant
        and r.wallet_id = target.wallet_id and r.transaction_id = target_id
    ) then '"AlreadyReversedError"'
    when home.closed_at is not null then '"WalletClosedError"'
    when taken < target.amount or active < target.amount then '"InsufficientBalanceError"'
  end;
  if outcome is not null then
    outcome := format('{"__typename":%s}', outcome);
  else
    outcome := format('{"__typename":"CancelTransactionSuccess","undoneId":"%s","reversalId":"%s",'
      '"walletId":"%s","balance":"%s","lots":[%s],"shortfall":"0.00","replayed":false}',
      target_id, new_id, target.wallet_id,
      to_char((active - taken) / 100.0, 'FM999999999990.00'), taken_lots);

    insert into resolution values (
      the_merchant, target.wallet_id, target_id, 'CANCEL', new_id, moment, actor, null);
    insert into transaction (merchant_id, wallet_id, id, type, amount, external_reference,
      owns_reference, recorded_by, effective_at, recorded_at, main_id, balance_after, gift_after)
    values (the_merchant, target.wallet_id, new_id, 'CANCEL', target.amount,
      target.external_reference, false, actor, moment, moment, target_id, active - taken, 0);
    with written as (
      insert into entry
      select merchant_id, wallet_id, new_id, line, account, booked_id, -amount, purpose
      from entry e where e.merchant_id = the_merchant and e.wallet_id = target.wallet_id
        and e.transaction_id = target_id
      returning line, account, booked_id, amount, purpose
    )
    select string_agg(format('["%s",%s,"%s","%s"]', account,
      coalesce(to_json(booked_id)::text, 'null'), amount, purpose), ',' order by line)
    into contra from written;
    insert into lot_movement
    select merchant_id, wallet_id, new_id, ordinal, transaction_id, ordinal, -remaining, 'PRINCIPAL'
    from lot l where l.merchant_id = the_merchant and l.wallet_id = target.wallet_id
      and l.transaction_id = target_id;
    update lot l set remaining = 0 where l.merchant_id = the_merchant
      and l.wallet_id = target.wallet_id and l.transaction_id = target_id;

    digest := sha256(home.head || convert_to(format(
      '["RECORDED",["%s","%s","CANCEL","%s",%s,null],[null,null,%s,%s,%s,"%s"],["%s","0"],null,'
      '["%s","CANCEL"],[%s],[],[%s],[]]',
      new_id, target.wallet_id, target.amount,
      coalesce(to_json(target.external_reference)::text, 'null'),
      to_json(actor), moment, moment, target_id, active - taken, target_id, contra, moved), 'UTF8'));
    insert into wallet_link values (the_merchant, target.wallet_id, home.links + 1, 'RECORDED',
      new_id, target.wallet_id, moment, digest);
    update wallet w set total = total - taken, settled_through = moment, head = digest,
      links = home.links + 1
    where w.merchant_id = the_merchant and w.id = target.wallet_id;
  end if;

  insert into idempotency values (the_merchant, request_key, print, outcome, moment,
    moment + kept_days * 86400000::bigint, random() * 256 < 1);
  -- As many old answers are forgotten as Storno forgets.
  if random() * 16 < 1 then
    delete from idempotency where (merchant_id, key) in (
      select merchant_id, key from idempotency where merchant_id = the_merchant
        and kept_until <= moment order by kept_until limit 32);
  end if;
  return outcome;
end $$;
