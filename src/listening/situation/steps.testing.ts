import type { Person } from '#kernel/testing/harness.server.ts'
import { addAction } from '#listening/action/contract.ts'
import { createCallback } from '#listening/callback/contract.ts'
import { createContact, finaliseContact } from '#listening/contact/contract.ts'
import {
  addPlace,
  createSituation,
  mergeSituations,
  readNarratives,
  readSituation,
  type SituationChanges,
  undoMerge,
} from './contract.ts'

/** What the tests of merging do to files, through HTTP, in the name of one person. */
export function stepsOf(ana: Person) {
  const open = (given: SituationChanges = {}) => ana.ok(createSituation, { input: given })
  const read = (id: string) => ana.ok(readSituation, { params: { id } })
  const stories = async (id: string) =>
    (await ana.ok(readNarratives, { params: { id } })).items.map(({ narrative }) => narrative)
  const merge = async (keep: string, absorb: string) =>
    ana.ok(mergeSituations, {
      params: { id: keep },
      version: (await read(keep)).version,
      input: { absorb },
    })
  const undo = (id: string) => ana.ok(undoMerge, { params: { id } })

  async function addContact(situationId: string, day: number): Promise<string> {
    const { id, version } = await ana.ok(createContact, {
      input: {
        channel: 'phone',
        direction: 'inbound',
        situationId,
        occurredAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
      },
    })
    await ana.ok(finaliseContact, {
      params: { id },
      version,
      input: {
        changes: {
          narrative: `Jour ${day}`,
          observations: [{ kind: 'problem', code: 'runaway', presence: 'present', source: null }],
          actions: [
            {
              id: crypto.randomUUID(),
              kind: 'documentation_sent',
              adviceFields: [],
              orientationKind: null,
              note: `Envoi ${day}`,
            },
          ],
        },
      },
    })
    return id
  }
  const addAct = async (id: string) =>
    (
      await ana.ok(addAction, {
        params: { id },
        input: { kind: 'ip_sent', adviceFields: [], orientationKind: null, note: 'Note' },
      })
    ).id
  const addCall = async (input: { situationId: string; contactId?: string }) =>
    (
      await ana.ok(createCallback, {
        input: {
          ...input,
          whom: 'Le père',
          why: null,
          assigneeId: null,
          opensAt: '2027-01-01T10:00:00Z',
          closesAt: '2027-01-01T11:00:00Z',
        },
      })
    ).id
  const addHome = async (id: string) =>
    (
      await ana.ok(addPlace, {
        params: { id },
        input: { role: 'placement', departement: '59', since: null, until: null, address: 'Foyer' },
      })
    ).id

  return { open, read, stories, merge, undo, addContact, addAct, addCall, addHome }
}
