import { createIds } from '../../ids.ts';
import { createLedger, type Ledger, type Request } from '../../ledger/ledger.ts';
import type { Currency } from '../../ledger/money.ts';
import type { CommandName } from '../../ledger/register.ts';
import type { Answer } from '../../ledger/store.ts';
import { DAY_MS, type Instant } from '../../ledger/time.ts';
import type { OpenStore } from '../../store/open-store.ts';
import { MERCHANT, REWARDS, WALLET } from './shop.ts';

/** Tells what happened, with a clock of its own. */
export class Story {
  private readonly ledger: Ledger;
  private readonly now: Instant;
  private at: Instant;

  constructor(store: OpenStore, now: Instant) {
    this.now = now;
    this.at = now;
    this.ledger = createLedger({ store, now: () => this.at, newId: createIds() });
  }

  /** Does something as it was done some days ago; what is refused is a defect of the story. */
  async ago<N extends CommandName>(
    days: number,
    actor: string,
    name: N,
    request: Request<N>,
  ): Promise<string> {
    this.at = this.now - Math.round(days * DAY_MS);
    const answer: Answer<CommandName> = await this.ledger.execute(
      { merchantId: MERCHANT.id, actor },
      name,
      request,
    );
    if ('postedId' in answer) return answer.postedId;
    if ('walletId' in answer && answer.__typename === 'OpenWalletSuccess') return answer.walletId;
    if (answer.__typename.endsWith('Success')) return '';
    throw new Error(`${name}: ${answer.__typename} ${'message' in answer ? answer.message : ''}`);
  }

  open(days: number, memberId: string, memberCode: string, { kind, code }: Currency) {
    const programId = kind === 'POINTS' ? REWARDS : WALLET;
    const request = { programId, memberId, memberCode, currency: code };
    return this.ago(days, 'app', 'openWallet', request);
  }

  accrue(days: number, walletId: string, amount: string, order: string) {
    const externalReference = `order-${order}`;
    const request = { walletId, amount, externalReference, type: 'ACCRUAL' } as const;
    return this.ago(days, 'till-1', 'accruePoints', { ...request, temporary: false });
  }

  redeem(days: number, walletId: string, amount: string, description: string) {
    const request = { walletId, amount, description, type: 'REDEMPTION' } as const;
    return this.ago(days, 'till-2', 'redeemPoints', { ...request, temporary: false });
  }
}
