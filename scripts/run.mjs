// Runs a TypeScript program of the project with the right Node: `node scripts/run.mjs file.ts words…`
import { install, run } from './prepare.mjs'

install()
run(process.argv.slice(2))
