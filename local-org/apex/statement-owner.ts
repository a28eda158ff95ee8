/** Code that stands outside of any class, in a trigger or an anonymous block: as a method of a class made for it. */
import type { ClassSymbol, MethodSymbol, SourceFile } from './symbols.ts';
import type { Block } from './tree.ts';
import type { Position } from './types.ts';
import { VOID } from './typing/names.ts';

/** The surroundings of the statements: a class without members, which nothing else can name. */
export function ownerOfStatements(
  named: Pick<ClassSymbol, 'name' | 'qualifiedName' | 'sharing'>,
  file: SourceFile,
  position: Position,
  apiVersion: number
): ClassSymbol {
  return {
    ...named,
    kind: 'class',
    file,
    position,
    outer: null,
    inner: [],
    visibility: 'private',
    isAbstract: false,
    isVirtual: false,
    annotations: [],
    isTest: false,
    apiVersion,
    superclass: null,
    interfaces: [],
    fields: [],
    methods: [],
    constructors: [],
    enumValues: [],
    staticInitialisers: [],
    instanceInitialisers: [],
    implementations: new Map(),
    bridges: []
  };
}

/** The method that holds the statements. */
export function runMethod(owner: ClassSymbol, isStatic: boolean, body: Block | null): MethodSymbol {
  return {
    name: 'run',
    owner,
    parameters: [],
    returnType: VOID,
    position: owner.position,
    visibility: 'public',
    saysVisibility: true,
    isStatic,
    isAbstract: false,
    isVirtual: false,
    isOverride: false,
    isTest: false,
    isTestMethod: false,
    isWebService: false,
    annotations: [],
    mangledName: 'run',
    hasHead: false,
    body
  };
}
