import { v5 } from 'uuid'

/** The identifier of a part of something that has one: the same each time it is asked. */
export const partId = (of: string, part: string): string => v5(part, of)

const house = 'b9d1a3a4-6f0e-5b52-9a53-3f0e4d7c1192'

/** The identifier of what only has a name. */
export const namedId = (name: string): string => v5(name, house)
