/**
 * The typed tree between checker and emitter. Every name is resolved, every operator has its domain, every implicit
 * conversion is a node of its own: the emitter decides nothing about types.
 */
import type { CheckedQuery } from '../soql/checked-query.ts';
import type { LibraryMember } from './library.ts';
import type { ClassSymbol, FieldSymbol, LocalSymbol, MethodSymbol } from './symbols.ts';
import type { ApexType, Position } from './types.ts';

/** The type an operator works in after promotion. */
export type NumericDomain = 'Integer' | 'Long' | 'Double' | 'Decimal';

interface Node<K extends string> {
  readonly kind: K;
  readonly type: ApexType;
  readonly position: Position;
}

export type Literal = Node<'literal'> & {
  /** Decimal literals keep their text (`1.10`); Long is a bigint. */
  readonly value: null | boolean | number | bigint | string;
};
export type LocalRead = Node<'local'> & { readonly variable: LocalSymbol };
export type This = Node<'this'>;
/** A field or property of a project class. `target` is null for statics. */
export type FieldAccess = Node<'field'> & {
  readonly field: FieldSymbol;
  readonly target: Expression | null;
  readonly safe: boolean;
  /** `super.property` or access to the backing field inside its own accessor. */
  readonly direct: boolean;
};
/** A constant or property of a library type. */
export type LibraryFieldAccess = Node<'libraryField'> & {
  readonly member: LibraryMember;
  readonly target: Expression | null;
  readonly safe: boolean;
};
export type SObjectFieldAccess = Node<'sobjectField'> & {
  readonly target: Expression;
  readonly field: string;
  readonly safe: boolean;
};
/** `contact.Account`: the related record. */
export type SObjectParentAccess = Node<'sobjectParent'> & {
  readonly target: Expression;
  readonly relationship: string;
  readonly safe: boolean;
};
/** `account.Contacts`: a list of child records. */
export type SObjectChildrenAccess = Node<'sobjectChildren'> & {
  readonly target: Expression;
  readonly relationship: string;
  readonly safe: boolean;
};
export type ListElement = Node<'element'> & { readonly target: Expression; readonly index: Expression };

export type Call = Node<'call'> & {
  readonly method: MethodSymbol;
  readonly target: Expression | null;
  readonly args: readonly Expression[];
  /** `super.method()` is not dispatched. */
  readonly dispatch: 'static' | 'virtual' | 'super';
  readonly safe: boolean;
};
/** `this(…)` or `super(…)` as the first statement of a constructor. `constructor` null: the implicit or library one. */
export type ConstructorCall = Node<'constructorCall'> & {
  readonly which: 'this' | 'super';
  readonly constructor: MethodSymbol | LibraryMember | null;
  readonly args: readonly Expression[];
};
/** Instance members get `target`; members of an interface implemented by user classes are dispatched by the runtime. */
export type LibraryCall = Node<'libraryCall'> & {
  readonly member: LibraryMember;
  readonly target: Expression | null;
  readonly args: readonly Expression[];
  readonly safe: boolean;
  /** The locals in scope, and the fields that its code may name so, only when `member.needs` asks for them. */
  readonly locals: readonly LocalSymbol[];
  readonly fields?: readonly FieldAccess[];
};

export type NewObject = Node<'new'> & {
  readonly definition: ClassSymbol;
  readonly constructor: MethodSymbol | null;
  readonly args: readonly Expression[];
};
export type NewLibrary = Node<'newLibrary'> & { readonly member: LibraryMember; readonly args: readonly Expression[] };
/** `new List<T>{…}`, `new T[]{…}`, `new Set<T>{…}`. Without elements see NewLibrary. */
export type NewCollection = Node<'newCollection'> & { readonly elements: readonly Expression[] };
export type NewMap = Node<'newMap'> & { readonly entries: ReadonlyArray<readonly [Expression, Expression]> };
/** `new Integer[n]`: n nulls. */
export type NewArray = Node<'newArray'> & { readonly size: Expression };
export type NewSObject = Node<'newSObject'> & {
  readonly fields: ReadonlyArray<{
    readonly field: string;
    readonly isParent: boolean;
    readonly value: Expression;
    readonly position: Position;
  }>;
};

export type Arithmetic = Node<'arithmetic'> & {
  readonly operator: '+' | '-' | '*' | '/' | '&' | '|' | '^' | '<<' | '>>' | '>>>';
  readonly domain: NumericDomain | 'Boolean' | 'DatePlusDays' | 'DatetimePlusDays' | 'TimePlusMilliseconds';
  readonly left: Expression;
  readonly right: Expression;
};
/** String `+`: each operand with its static type, null prints "null". */
export type Concatenation = Node<'concatenation'> & { readonly parts: readonly Expression[] };
export type Negation = Node<'negation'> & {
  readonly operator: '-' | '!' | '~';
  readonly domain: NumericDomain | 'Boolean';
  readonly operand: Expression;
};
export type Logical = Node<'logical'> & {
  readonly operator: '&&' | '||';
  readonly left: Expression;
  readonly right: Expression;
};
export type Comparison = Node<'comparison'> & {
  readonly operator: '<' | '<=' | '>' | '>=' | '==' | '!=' | '===' | '!==';
  /** `Object`: deep, by the rules for sObjects, collections and user classes with equals. */
  readonly domain: NumericDomain | 'Boolean' | 'String' | 'Id' | 'Date' | 'Datetime' | 'Time' | 'Object';
  readonly left: Expression;
  readonly right: Expression;
};
export type Conditional = Node<'conditional'> & {
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
};
export type Coalesce = Node<'coalesce'> & { readonly left: Expression; readonly right: Expression };

export type Target =
  LocalRead | FieldAccess | LibraryFieldAccess | SObjectFieldAccess | SObjectParentAccess | ListElement;
export type Assignment = Node<'assignment'> & { readonly target: Target; readonly value: Expression };
/** `a += b` and `a++`: the target is evaluated once. `result` is computed in terms of `CurrentValue`. */
export type Update = Node<'update'> & {
  readonly target: Target;
  readonly result: Expression;
  readonly yields: 'old' | 'new';
};
/** Inside `Update.result`: the value the target holds now. */
export type CurrentValue = Node<'currentValue'>;

/** Implicit conversion; null stays null. */
export type Conversion = Node<'conversion'> & { readonly value: Expression; readonly from: ApexType };
/** Explicit cast, checked at run time (TypeException). */
export type Cast = Node<'cast'> & { readonly value: Expression };
export type InstanceOf = Node<'instanceOf'> & {
  readonly value: Expression;
  readonly checkedType: ApexType;
  /** Null counts as an instance. */
  readonly takesNull: boolean;
};

/** `[SELECT …]`. `type` says what becomes of the rows: a List, one sObject, or an Integer for COUNT(). */
export type Query = Node<'query'> & {
  readonly query: CheckedQuery;
  readonly binds: readonly Expression[];
  readonly sharing: ClassSymbol;
};

/** `[FIND … RETURNING …]`: lists of records, one for each object. */
export type Search = Node<'search'> & {
  /** Null: a text in the source, which finds what any other would. */
  readonly term: Expression | null;
  readonly targets: ReadonlyArray<{ readonly query: CheckedQuery; readonly binds: readonly Expression[] }>;
  readonly limit: number | Expression | null;
  readonly accessMode: 'USER_MODE' | 'SYSTEM_MODE' | null;
};

/** `Trigger.new` and its like: what the trigger that runs was called with. */
export type TriggerVariable = Node<'triggerVariable'> & { readonly name: string };

/** `object.clone()`: a new instance of the same class with the same members. */
export type ShallowCopy = Node<'shallowCopy'> & { readonly value: Expression };

/** `Foo.class`. */
export type ClassLiteral = Node<'classLiteral'> & { readonly named: ApexType };
/** `Account.SObjectType`, `Schema.SObjectType.Account` gives a describe through `describe: true`. */
export type SObjectToken = Node<'sobjectToken'> & { readonly sobject: string; readonly describe: boolean };
/** `Account.Name` as Schema.SObjectField; `Account.Name.getDescribe()` is a LibraryCall on it. */
export type FieldToken = Node<'fieldToken'> & { readonly sobject: string; readonly field: string };
export type EnumConstant = Node<'enumConstant'> & { readonly value: string };
/** `System.Label.Foo`, `Label.ns.Foo`. */
export type LabelAccess = Node<'label'> & { readonly label: string };
/** `Page.Foo`: the name as addresses have it (`ns__Foo`). */
export type PageAccess = Node<'page'> & { readonly page: string };

export type Expression =
  | Literal
  | LocalRead
  | This
  | FieldAccess
  | LibraryFieldAccess
  | SObjectFieldAccess
  | SObjectParentAccess
  | SObjectChildrenAccess
  | ListElement
  | Call
  | ConstructorCall
  | LibraryCall
  | NewObject
  | NewLibrary
  | NewCollection
  | NewMap
  | NewArray
  | NewSObject
  | Arithmetic
  | Concatenation
  | Negation
  | Logical
  | Comparison
  | Conditional
  | Coalesce
  | Assignment
  | Update
  | CurrentValue
  | Conversion
  | Cast
  | InstanceOf
  | Query
  | Search
  | ShallowCopy
  | ClassLiteral
  | SObjectToken
  | FieldToken
  | EnumConstant
  | LabelAccess
  | PageAccess
  | TriggerVariable;

interface StatementNode<K extends string> {
  readonly kind: K;
  readonly position: Position;
}
export type Block = StatementNode<'block'> & { readonly statements: readonly Statement[] };
export type LocalDeclaration = StatementNode<'declaration'> & {
  readonly variables: ReadonlyArray<{
    readonly variable: LocalSymbol;
    readonly value: Expression | null;
    readonly position: Position;
  }>;
};
export type ExpressionStatement = StatementNode<'expression'> & { readonly expression: Expression };
export type If = StatementNode<'if'> & {
  readonly condition: Expression;
  readonly then: Statement;
  readonly otherwise: Statement | null;
};
export type While = StatementNode<'while'> & { readonly condition: Expression; readonly body: Statement };
export type DoWhile = StatementNode<'doWhile'> & { readonly condition: Expression; readonly body: Statement };
export type For = StatementNode<'for'> & {
  readonly initialise: LocalDeclaration | ExpressionStatement[] | null;
  readonly condition: Expression | null;
  readonly update: readonly Expression[];
  readonly body: Statement;
};
/**
 * `for (T v : e)`. over 'iterable': a List, Set or Iterable. 'rows': a query, read in chunks of 200, one record each.
 * 'chunks': a query, or the list of a dynamic one, with a List variable: up to 200 records each.
 */
export type ForEach = StatementNode<'forEach'> & {
  readonly variable: LocalSymbol;
  readonly over: 'iterable' | 'rows' | 'chunks';
  readonly value: Expression;
  readonly body: Statement;
};
export type Return = StatementNode<'return'> & { readonly value: Expression | null };
export type Throw = StatementNode<'throw'> & { readonly value: Expression };
export type Try = StatementNode<'try'> & {
  readonly body: Block;
  readonly catches: ReadonlyArray<{
    readonly variable: LocalSymbol;
    readonly body: Block;
    readonly position: Position;
  }>;
  readonly finally: Block | null;
};
export type Switch = StatementNode<'switch'> & {
  readonly value: Expression;
  readonly cases: ReadonlyArray<{
    readonly when:
      | { readonly kind: 'values'; readonly values: readonly Expression[] }
      | { readonly kind: 'sobject'; readonly variable: LocalSymbol }
      | { readonly kind: 'else' };
    readonly body: Block;
    readonly position: Position;
  }>;
};
export type Break = StatementNode<'break'>;
export type Continue = StatementNode<'continue'>;
export type Dml = StatementNode<'dml'> & {
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';
  readonly value: Expression;
  readonly access: 'user' | 'system' | 'default';
  readonly externalId: string | null;
  readonly mergeWith: Expression | null;
};
export type RunAs = StatementNode<'runAs'> & { readonly user: Expression; readonly body: Block };
/** In the place of a body that holds something the local org does not know: running it says so. */
export type Unsupported = StatementNode<'unsupported'> & { readonly what: string };

export type Statement =
  | Block
  | LocalDeclaration
  | ExpressionStatement
  | If
  | While
  | DoWhile
  | For
  | ForEach
  | Return
  | Throw
  | Try
  | Switch
  | Break
  | Continue
  | Dml
  | RunAs
  | Unsupported;
