/** A moment, an id and an amount as an operation writes them, apart from the ledger's own. */
type Moment = number | null;
type Reference = string | null;

interface Posting {
  readonly walletId: string;
  readonly amount: string;
  readonly externalReference: Reference;
  readonly effectiveAt: Moment;
}

interface Naming {
  readonly transactionId: Reference;
  readonly externalReference: Reference;
}

export type Shortfall = 'REJECT' | 'WITHIN_BALANCE' | 'ALLOW_NEGATIVE' | null;
export type Charge = { readonly amount: string } | { readonly percentage: string } | null;

/** The inputs of the commands that the model understands. */
export interface Inputs {
  accruePoints: Posting & {
    readonly type: 'ACCRUAL' | 'FINALIZE' | 'ADJUSTMENT';
    readonly temporary: boolean;
    readonly timeoutSeconds: number | null;
    readonly activatesAt: Moment;
    readonly expiresAt: Moment;
  };
  redeemPoints: Posting & {
    readonly type: 'REDEMPTION' | 'FINALIZE' | 'ADJUSTMENT';
    readonly temporary: boolean;
    readonly timeoutSeconds: number | null;
  };
  postAdhocReward: Posting & { readonly expiresAt: Moment };
  postAdhocRedemption: Posting;
  topUpWallet: Posting;
  issueGiftBalance: Posting & { readonly expiresAt: Moment };
  recordPurchase: Posting & {
    readonly externalReference: string;
    readonly fee: Charge;
    readonly cashback: Charge;
  };
  commitTransaction: Naming;
  rollbackTransaction: Naming;
  cancelTransaction: Naming & { readonly onShortfall: Shortfall; readonly effectiveAt: Moment };
  voidTransaction: {
    readonly memberId: string;
    readonly originalTransactionId: string;
    readonly externalReference: Reference;
    readonly onShortfall: Shortfall;
  };
  deleteTransaction: {
    readonly merchantId: string;
    readonly programId: string;
    readonly memberCode: string;
    readonly transactionId: string;
    readonly acknowledgeDependents: boolean;
  };
  cancelPurchase: {
    readonly externalReference: string;
    readonly rollbackFee: boolean;
    readonly rollbackCashback: boolean;
    readonly onShortfall: Shortfall;
  };
  refundPurchase: Inputs['cancelPurchase'] & { readonly amount: string };
  closeWallet: { readonly walletId: string };
}

export type Name = keyof Inputs;

/** A command as plain data: it means the same whatever was left out before it. */
export type Command = {
  [N in Name]: {
    readonly name: N;
    readonly input: Inputs[N] & { readonly idempotencyKey: string | null };
  };
}[Name];

/** A request of one lane. Operations of a round are under way at once, a lane's in their order. */
export interface Operation {
  readonly lane: number;
  readonly round: number;
  /** When it happens: all of a round at one moment. */
  readonly at: number;
  /** What the model calls the transaction that it may record. */
  readonly id: string;
  /** Set where it is sent twice at the same moment: the other one's id. */
  readonly twinId: string | null;
  readonly command: Command;
}

/** What an answer has to say: its name, and whatever else the model knows of it. */
export interface Expected {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

/** Minor units from a text with two digits behind the point, and back. */
export function minorOf(text: string): bigint {
  return BigInt(text.replace('.', ''));
}

export function textOf(minor: bigint): string {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
