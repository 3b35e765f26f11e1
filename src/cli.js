#!/usr/bin/env node
/**
 * The `observance` command: one subcommand a job. Results on stdout, errors on stderr, one sentence each. The one file in
 * JavaScript: for a first file in TypeScript, Node loads what strips types at each start, although all others are kept stripped.
 */
import { enableCompileCache } from 'node:module'

// Code is compiled once and kept: the next start is faster by a third.
enableCompileCache()
const { main } = await import('./cli/main.ts')
process.exitCode = await main(process.argv)
