import { type CodeOf, list } from '#kernel/list.ts'
import { undisclosed, unknown } from './words.ts'

/**
 * Why an answer is missing, for a field that is not itself a list (an age, a name, a date).
 * A list carries `unknown` and `undisclosed` among its own words; there, "not asked" is the absence of any code (NULL).
 */
export const absence = list('absence', {
  unknown,
  undisclosed,
  not_asked: { label: 'Non demandé' },
})
export type Absence = CodeOf<typeof absence>
