import type { Actor } from '#kernel/http.server.ts'
import type { Role } from '#vocabulary'
import { type Audience, lesser } from './visible.ts'

const audiences: Partial<Record<Role, Audience>> = {
  cartographer: 'internal',
  coordinator: 'internal',
  listener: 'internal',
  awareness_officer: 'professionals_only',
  analyst: 'professionals_only',
}

/** As whom somebody of the platform reads the directory; asking to see as another never shows more. */
export function audienceOf(actor: Pick<Actor, 'role'>, asked?: Audience): Audience {
  const own = audiences[actor.role] ?? 'public'
  return asked ? lesser(own, asked) : own
}

/** Who keeps the directory. */
export const mayKeep = (actor: Pick<Actor, 'role'>): boolean => actor.role === 'cartographer'
