/** Words in which schemas are written. */

export const text = { type: 'string' } as const
export const whole = { type: 'integer' } as const
export const instant = { type: 'string', format: 'date-time' } as const
export const uuid = { type: 'string', format: 'uuid' } as const
export const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] })
export const list = (items: object) => ({ type: 'array', items })
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
export const said = <S extends object>(schema: S, description: string) => ({ ...schema, description })

/** An object that has exactly these, all of them. */
export const exactly = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})

/** An object that has at least these; `seldom` only where its description says so. */
export const having = (
  properties: Readonly<Record<string, object>>,
  seldom: Readonly<Record<string, object>> = {},
) => ({
  type: 'object',
  properties: { ...properties, ...seldom },
  required: Object.keys(properties),
})

export const mode = said(
  { type: 'string', enum: ['enforce', 'record'] },
  'enforce: the step is refused. record: national law forces the State to let it go on, and it is counted as a breach.',
)
