/** What the servers in `servers/` are started with, as JSON. */

/** Where a server listens on this machine; 0: where the operating system chooses. */
export interface Listening {
  readonly port: number;
}

/** What a gateway does beside handing on its callers' headers; nothing unless it is given. */
export interface GatewaySettings {
  /** Whether Hive Gateway enforces the access directives, by the scopes that a header names. */
  readonly guarded?: boolean;
  /** Headers that the gateway adds to whatever it sends. */
  readonly ownHeaders?: Readonly<Record<string, string>>;
  /** What Hive Gateway signs with. */
  readonly hmacSecret?: string;
}

export interface GatewayInput extends Listening, GatewaySettings {
  readonly supergraphSdl: string;
}

/** What the members' team knows of somebody who is a member of ours. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly tier: 'SILVER' | 'GOLD';
  /** The ledger's id of what was granted for joining. */
  readonly welcomeId: string | null;
}

export interface MembersInput extends Listening {
  readonly people: readonly Person[];
}

/** What was sold, and what of the ledger it was paid with. */
export interface Order {
  readonly id: string;
  readonly title: string;
  readonly externalReference: string;
  readonly walletId: string;
  readonly memberId: string;
  readonly programId: string;
}

export interface OrdersInput extends Listening {
  readonly orders: readonly Order[];
}
