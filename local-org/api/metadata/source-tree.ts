/** An org's own, unpackaged metadata on disk: an sfdx project that deployments write to. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Component } from './components.ts';
import { componentAt, keyOf, sourcePath } from './layout.ts';
import type { ComponentName } from './layout.ts';
import { typeNamed } from './types.ts';

const API_VERSION = '65.0';

export class SourceTree {
  /** The sfdx project. */
  readonly root: string;
  /** The folder of the project that holds the metadata, relative to the root, with `/` at its end. */
  readonly main: string;

  /** @param main package directory, as in the paths of compile problems */
  constructor(root: string, main = 'unpackaged/') {
    this.root = root;
    this.main = main;
  }

  /** Makes an empty project unless there is one. @param namespace '' for none */
  create(namespace: string): this {
    if (existsSync(path.join(this.root, 'sfdx-project.json'))) return this;
    mkdirSync(path.join(this.root, this.main), { recursive: true });
    const project = {
      packageDirectories: [{ path: this.main.split('/')[0]!, default: true }],
      namespace,
      sourceApiVersion: API_VERSION
    };
    writeFileSync(path.join(this.root, 'sfdx-project.json'), `${JSON.stringify(project, null, 2)}\n`);
    return this;
  }

  /** A copy to change. @param root replaced when it exists */
  copyTo(root: string): SourceTree {
    rmSync(root, { recursive: true, force: true });
    cpSync(this.root, root, { recursive: true });
    return new SourceTree(root, this.main);
  }

  /** Takes the place of another tree, which is gone then. */
  replace(other: SourceTree): void {
    const old = `${other.root}.old`;
    rmSync(old, { recursive: true, force: true });
    if (existsSync(other.root)) renameSync(other.root, old);
    renameSync(this.root, other.root);
    rmSync(old, { recursive: true, force: true });
  }

  /** Writes the component's files; those that a bundle had before and has no more go. */
  write(component: Component): void {
    if (typeNamed(component.type)?.layout === 'bundle')
      rmSync(this.#absolute(sourcePath(component)), { recursive: true, force: true });
    for (const [file, content] of component.files) {
      mkdirSync(path.dirname(this.#absolute(file)), { recursive: true });
      writeFileSync(this.#absolute(file), content);
    }
  }

  /** Removes a component; an object goes with all that belongs to it. */
  remove(name: ComponentName): void {
    const file = sourcePath(name);
    if (name.type === 'CustomObject') {
      rmSync(this.#absolute(path.posix.dirname(file)), { recursive: true, force: true });
      return;
    }
    rmSync(this.#absolute(file), { recursive: true, force: true });
    rmSync(`${this.#absolute(file)}-meta.xml`, { force: true });
  }

  /** Files of a component that are there now, by path below the main folder. */
  files(name: ComponentName): Map<string, Uint8Array> {
    const found = new Map<string, Uint8Array>();
    const own = sourcePath(name);
    const files = typeNamed(name.type)?.layout === 'bundle' ? this.#list(own) : [own, `${own}-meta.xml`];
    for (const file of files)
      if (existsSync(this.#absolute(file))) found.set(file, new Uint8Array(readFileSync(this.#absolute(file))));
    return found;
  }

  /** Every component, without those that only consist of others (labels, objects that others are added to). */
  components(): ComponentName[] {
    const found = new Map<string, ComponentName>();
    for (const file of this.#list('')) {
      const name = componentAt(file);
      if (name !== null) found.set(keyOf(name), name);
    }
    return [...found.values()];
  }

  /** The component of a path as compile problems give it; null for other projects' files. */
  componentOf(projectPath: string): ComponentName | null {
    return projectPath.startsWith(this.main) ? componentAt(projectPath.slice(this.main.length)) : null;
  }

  #list(folder: string): string[] {
    const start = this.#absolute(folder);
    if (!existsSync(start)) return [];
    return readdirSync(start, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path.relative(this.#absolute(''), path.join(entry.parentPath, entry.name)).split(path.sep).join('/')
      )
      .sort();
  }

  #absolute(file: string): string {
    return path.join(this.root, this.main, file);
  }
}
