/** What checkers of one class, after all members are declared, have in common. */
import type { ClassSymbol } from '../symbols.ts';
import type { Position } from '../types.ts';
import type { Conversions } from '../typing/conversions.ts';
import type { World } from '../world.ts';

export abstract class ClassChecker {
  protected readonly world: World;
  protected readonly conversions: Conversions;
  protected readonly symbol: ClassSymbol;

  constructor(world: World, conversions: Conversions, symbol: ClassSymbol) {
    this.world = world;
    this.conversions = conversions;
    this.symbol = symbol;
  }

  /** Reports all that is wrong. */
  abstract check(): void;

  protected report(position: Position, message: string): void {
    this.world.log.report(this.symbol.file, position, message);
  }
}
