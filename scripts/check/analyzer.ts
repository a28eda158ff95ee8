import path from 'node:path';
import { CodeAnalyzer, CodeAnalyzerConfig } from '@salesforce/code-analyzer-core';
import { findJava } from './java.ts';
import { GateError, type Finding, type Gate } from './gate.ts';
import { filesBelow } from './files.ts';

/** The engines that run here; `sf`'s own plugin and the flow engine do not install without Python. */
const ENGINES = ['eslint', 'pmd', 'regex', 'retirejs', 'sfge'] as const;

/** What AppExchange's reviewers run, plus everything the analyzer recommends; sfge's rules are only picked by name. */
export const SELECTORS = [
  'AppExchange',
  'Recommended:Security',
  'Recommended',
  'sfge:ApexFlsViolation',
  'sfge:DatabaseOperationsMustUseWithSharing'
] as const;

/** The minimum that must have been selected, so that a renamed engine or tag cannot empty the gate unseen. */
const EXPECTED_ENGINES = ['pmd', 'cpd', 'regex', 'sfge'] as const;

/** Salesforce Code Analyzer as a library. It exits 0 with violations: the result is read. */
export const analyzerGate: Gate = {
  name: 'analyzer',
  title: 'Salesforce Code Analyzer',
  needsJava: true,
  async run(root) {
    await findJava();
    const source = path.join(root, 'force-app');
    const files = filesBelow(
      source,
      (file) => /\.(cls|trigger|html|js|xml)$/.test(file) && !file.includes('__tests__')
    );
    if (files.length === 0) throw new GateError('Code Analyzer: no source below force-app');
    const analyzer = new CodeAnalyzer(
      CodeAnalyzerConfig.fromObject({ engines: { sfge: { java_thread_timeout: 900_000 } } })
    );
    for (const engine of ENGINES) await analyzer.addEnginePlugin(await loadEngine(engine));
    const workspace = await analyzer.createWorkspace([source]);
    const rules = await analyzer.selectRules([...SELECTORS], { workspace });
    const selected = rules.getEngineNames();
    const missing = EXPECTED_ENGINES.filter((name) => !selected.includes(name));
    if (missing.length > 0) throw new GateError(`Code Analyzer selected no rule of: ${missing.join(', ')}`);
    const results = await analyzer.run(rules, { workspace });
    const findings: Finding[] = results.getViolations().map((violation) => {
      const place = violation.getPrimaryLocation();
      const file = place.getFile();
      return {
        file: file === undefined ? '' : path.relative(root, file),
        line: place.getStartLine() ?? 0,
        rule: `${violation.getRule().getEngineName()}:${violation.getRule().getName()}`,
        message: violation.getMessage().split('\n')[0] ?? ''
      };
    });
    const count = selected.reduce((sum, name) => sum + rules.getRulesFor(name).length, 0);
    return { findings, judged: `${files.length} files by ${count} rules of ${selected.join(', ')}` };
  }
};

type EnginePlugin = Parameters<CodeAnalyzer['addEnginePlugin']>[0];

async function loadEngine(name: string): Promise<EnginePlugin> {
  const module = (await import(`@salesforce/code-analyzer-${name}-engine`)) as {
    createEnginePlugin?: () => EnginePlugin;
    default?: { createEnginePlugin?: () => EnginePlugin };
  };
  const create = module.createEnginePlugin ?? module.default?.createEnginePlugin;
  if (!create) throw new GateError(`Code Analyzer engine ${name} has no createEnginePlugin`);
  return create();
}
