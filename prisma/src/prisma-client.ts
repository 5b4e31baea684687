import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { UnscopedRoleError } from './errors.ts';
import type { Prisma, PrismaClient } from './generated/client.ts';
import type { Scope } from './scope.ts';
import { scopeSql } from './scope.ts';

export type PrismaTransaction = Prisma.TransactionClient;

export interface PrismaGate {
  /** One transaction of Prisma's client in a scope. */
  transact<T>(scope: Scope, work: (tx: PrismaTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const TIMES_MS = { maxWait: 10_000, timeout: 30_000 };

/**
 * Prisma's client on the same pool, loaded when it is first asked for (its query compiler takes a quarter of a second).
 * It is never handed out without a scope.
 */
export function openPrismaGate(pool: pg.Pool): PrismaGate {
  let opened: Promise<PrismaClient> | undefined;
  return {
    async transact(scope, work) {
      const client = await (opened ??= load(pool));
      return client.$transaction(async (tx) => {
        const [scoped] = await tx.$queryRawUnsafe<{ is_scoped: boolean }[]>(scopeSql(scope));
        if (scoped?.is_scoped !== true) throw new UnscopedRoleError();
        return work(tx);
      }, TIMES_MS);
    },
    async close() {
      await (await opened)?.$disconnect();
    },
  };
}

async function load(pool: pg.Pool): Promise<PrismaClient> {
  const generated = await import('./generated/client.ts');
  return new generated.PrismaClient({ adapter: new PrismaPg(pool) });
}
