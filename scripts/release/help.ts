/** `--help`: of the whole and of each command. */

export const COMMANDS = [
  'doctor',
  'login',
  'create',
  'build',
  'scratch',
  'test',
  'version',
  'promote',
  'install',
  'release'
] as const;
export type CommandName = (typeof COMMANDS)[number];

const COMMON = `  --target-dev-hub NAME  alias or username (default SF_TARGET_DEV_HUB, else the CLI's own)
  --dry-run              print the sf commands instead of running them
  --json                 the outcome as one JSON object on the output
  --verbose              show every sf command that runs
  --wait MINUTES         how long to wait for a version or an installation (default 120)
  --project DIR          the sfdx project (default this one)
  --help                 this text`;

export const USAGE = `Usage: npm run release -- <command> [options]

From a commit to a promoted, installed version of the package. docs/releasing.md tells the whole story.

  doctor   is everything there: CLI, Node, Java, Dev Hub, limits left
  login    log in to the Dev Hub with what the environment holds (workflows)
  create   create the package in the Dev Hub, once
  build    stage what is deployed, below build/
  scratch  create, list, open, test, delete, reap scratch orgs
  test     run the Apex tests in a scratch org of every shape
  version  create a package version from the commit that is checked out
  promote  make a version a released one
  install  install a version in sandboxes and scratch orgs
  release  all of it, going on where an earlier run stopped

${COMMON}

Examples
  npm run release -- doctor
  npm run release -- release --target-org uat
  npm run release -- release --dry-run
  npm run release -- version --help`;

const HELP: Readonly<Record<CommandName, string>> = {
  doctor: `Usage: npm run release -- doctor

Looks at Node, Java, git, the Salesforce CLI, the Dev Hub and what is left of its limits.

Examples
  npm run release -- doctor
  npm run release -- doctor --target-dev-hub hub --json`,
  login: `Usage: npm run release -- login

Logs the CLI in to the Dev Hub and makes it the default, with what the environment holds:
  ELEMENTS_CONNECT_DEV_HUB_AUTH_URL            an auth URL, or
  ELEMENTS_CONNECT_DEV_HUB_JWT_KEY             the private key of a connected app, with
  ELEMENTS_CONNECT_DEV_HUB_USERNAME and _CLIENT_ID; or
  SF_ACCESS_TOKEN                              a session id
ELEMENTS_CONNECT_DEV_HUB_URL is where (default https://login.salesforce.com).

Examples
  ELEMENTS_CONNECT_DEV_HUB_AUTH_URL=… npm run release -- login`,
  create: `Usage: npm run release -- create

Creates the package of config/release.json in the Dev Hub. Done once in the life of the package.

Examples
  npm run release -- create --dry-run`,
  build: `Usage: npm run release -- build [--plain] [--version X.Y.Z]

Stages the project in build/stage (with namespace) or build/stage-plain: components emitted, version stamped.

Examples
  npm run release -- build
  npm run release -- build --plain`,
  scratch: `Usage: npm run release -- scratch <create | list | open | test | delete | reap> [options]

  --shape NAME     create: config/NAME-scratch-def.json (default enterprise)
  --alias NAME     the org (default elements-connect-<shape>)
  --namespaced     create: with the package's namespace
  --days N         create: how long it lives (default scratchOrgDays of config/release.json)
  --no-samples     create: no sample records
  --no-tests       create: do not run the Apex tests
  --url-only       open: print the address, which holds a session
  --older-than H   reap: hours (default 24)

Examples
  npm run release -- scratch create --shape professional
  npm run release -- scratch open --alias elements-connect-professional
  npm run release -- scratch reap --older-than 12`,
  test: `Usage: npm run release -- test [--shapes a,b] [--namespaced | --both]

Runs the Apex tests in a new scratch org of every shape, and deletes it (default shapes: all of config/).

Examples
  npm run release -- test
  npm run release -- test --shapes enterprise,professional --both`,
  version: `Usage: npm run release -- version [--ancestor X.Y.Z] [--list]

Creates a version with the number of package.json: gates, build, coverage, release notes from the commits.
ELEMENTS_CONNECT_INSTALLATION_KEY protects it. Refused: uncommitted changes, a number that is released, failed gates,
too little coverage.

  --ancestor X.Y.Z  what it descends from (default: the newest released version)
  --list            show the versions of the Dev Hub instead

Examples
  npm run release -- version
  npm run release -- version --list`,
  promote: `Usage: npm run release -- promote [--version X.Y.Z | 04t…]

Makes a version a released one (default: the newest with the number of package.json). This cannot be undone.

Examples
  npm run release -- promote
  npm run release -- promote --version 04tXXXXXXXXXXXXXXX`,
  install: `Usage: npm run release -- install --target-org NAME [--version X.Y.Z | 04t…] [--upgrade-test]

Installs a version, and deploys unpackaged/ beside it.

  --target-org NAME  can be given several times
  --upgrade-test     first try the upgrade from the last released version, in a scratch org of its own

Examples
  npm run release -- install --target-org uat
  npm run release -- install --upgrade-test`,
  release: `Usage: npm run release -- release [--target-org NAME] [--shapes a,b] [--ancestor X.Y.Z]

Gates, tests by shape, version, upgrade test, promotion, installation. What is done is kept in
build/release/<version>.json: run the same command again after a failure, and it goes on from there.

  --shapes a,b       shapes to test in (default releaseShapes of config/release.json)
  --target-org NAME  where the promoted version is installed; can be given several times

Examples
  npm run release -- release --dry-run
  npm run release -- release --target-org uat --target-org training`
};

export function helpFor(command: CommandName): string {
  return `${HELP[command]}\n\nIn every command\n${COMMON}`;
}
