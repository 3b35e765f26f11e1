/** `observance pack check`: everything that is wrong with a country pack, for whoever writes one. */
import { checkPack } from '../countries/index.ts'
import { Refused } from './refused.ts'

export async function packCheckCommand(folder: string): Promise<void> {
  const { pack, problems } = await checkPack(folder)
  if (pack === null) {
    for (const problem of problems) console.error(JSON.stringify(problem))
    throw new Refused(`${problems.length} problems in ${folder}.`)
  }
  console.log(
    `${pack.code}: ${pack.obligations.length} obligations, ${Object.keys(pack.indicators).length} indicators, ${pack.tables.length} tables, ${pack.institutions.length} institutions. Nothing is wrong.`,
  )
}
