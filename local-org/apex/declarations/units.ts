/** What later phases need of a class beside its symbol: the trees of everything that has a body. */
import type {
  BlockContext,
  ClassDeclarationContext,
  EnumDeclarationContext,
  ExpressionContext,
  InterfaceDeclarationContext
} from '@apexdevtools/apex-parser';
import type { ClassSymbol, FieldSymbol, MethodSymbol, PropertySymbol } from '../symbols.ts';

export type ClassTree =
  | { readonly kind: 'class'; readonly context: ClassDeclarationContext }
  | { readonly kind: 'interface'; readonly context: InterfaceDeclarationContext }
  | { readonly kind: 'enum'; readonly context: EnumDeclarationContext };

export type Accessor = NonNullable<PropertySymbol['getter']>;

/** One body to check, in textual order. */
export type BodyUnit =
  | { readonly kind: 'method'; readonly method: MethodSymbol; readonly block: BlockContext }
  | { readonly kind: 'block'; readonly isStatic: boolean; readonly block: BlockContext }
  | { readonly kind: 'field'; readonly field: FieldSymbol; readonly expression: ExpressionContext }
  | {
      readonly kind: 'getter' | 'setter';
      readonly field: FieldSymbol;
      readonly accessor: Accessor;
      readonly block: BlockContext;
    };

export interface BodiesUnit {
  readonly symbol: ClassSymbol;
  readonly bodies: BodyUnit[];
}

export interface ClassUnit extends BodiesUnit {
  readonly tree: ClassTree;
}
