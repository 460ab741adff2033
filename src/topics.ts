import type { Role } from '#vocabulary'

const desk = ['reception', 'listener', 'coordinator'] as const
const house = [...desk, 'cartographer', 'awareness_officer', 'analyst', 'administrator'] as const

/**
 * What desks are told of as it happens, and who is told; each goes with the identifier of what changed, and nothing
 * else. What has changed is then read through the usual rights.
 */
export const topics = {
  contact: desk,
  situation: desk,
  callback: desk,
  transmission: desk,
  handover: desk,
  presence: desk,
  debrief: desk,
  pulse: house,
  shift: house,
} as const satisfies Record<string, readonly Role[]>

export type Topic = keyof typeof topics

/** Who has something to be told: whoever checks the journal reads what is written, and is told nothing. */
export const liveRoles = house

export const isTopic = (word: string): word is Topic => Object.hasOwn(topics, word)

/** Whether a role is told of a topic. */
export const isToldOf = (role: Role, topic: Topic): boolean =>
  (topics[topic] as readonly Role[]).includes(role)
