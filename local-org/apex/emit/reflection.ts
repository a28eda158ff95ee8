/** The part of a class that the runtime asks about, as plain data. */
import type { Annotation, ClassSymbol, FieldSymbol, MethodSymbol } from '../symbols.ts';
import type { EmittedAnnotation, EmittedClass, EmittedField, EmittedMethod } from './emitted-file.ts';
import {
  defaultConstructorKey,
  fieldKey,
  getterKey,
  isPlainRead,
  isPlainWrite,
  methodKey,
  setterKey,
  typeName
} from './names.ts';

export function reflectClass(definition: ClassSymbol): EmittedClass {
  return {
    name: definition.qualifiedName,
    simpleName: definition.name,
    namespace: definition.file.namespace,
    outer: definition.outer?.qualifiedName ?? null,
    kind: definition.kind,
    visibility: definition.visibility,
    sharing: definition.sharing,
    isAbstract: definition.isAbstract,
    isTest: definition.isTest,
    apiVersion: definition.apiVersion,
    annotations: definition.annotations.map(reflectAnnotation),
    superclass: definition.superclass === null ? null : typeName(definition.superclass),
    interfaces: definition.interfaces.map(typeName),
    enumValues: definition.enumValues,
    fields: definition.fields.map(reflectField),
    methods: definition.methods.map(reflectMethod),
    defaultConstructor: definition.kind === 'class' ? defaultConstructorKey(definition) : null,
    implementations: [...definition.implementations].map(([key, method]) => [key, methodKey(method)] as const)
  };
}

function reflectAnnotation(annotation: Annotation): EmittedAnnotation {
  const values = [...annotation.properties].map(([name, { value }]) => [name, value] as const);
  return { name: annotation.name, values: Object.fromEntries(values) };
}

function reflectField(field: FieldSymbol): EmittedField {
  const property = field.property;
  return {
    name: field.name,
    key: fieldKey(field),
    type: typeName(field.type),
    visibility: field.visibility,
    isStatic: field.isStatic,
    isFinal: field.isFinal,
    isTransient: field.isTransient,
    annotations: field.annotations.map(reflectAnnotation),
    isProperty: property !== null,
    hasGetter: property === null || property.getter !== null,
    hasSetter: property === null || property.setter !== null,
    getter: isPlainRead(field) ? null : getterKey(field),
    setter: isPlainWrite(field) ? null : setterKey(field)
  };
}

function reflectMethod(method: MethodSymbol): EmittedMethod {
  return {
    name: method.name,
    key: methodKey(method),
    visibility: method.visibility,
    isStatic: method.isStatic,
    isAbstract: method.isAbstract,
    isTest: method.isTest,
    annotations: method.annotations.map(reflectAnnotation),
    returnType: method.returnType.kind === 'void' ? null : typeName(method.returnType),
    parameters: method.parameters.map((parameter) => ({ name: parameter.name, type: typeName(parameter.type) }))
  };
}
