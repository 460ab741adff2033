import { newId } from '#kernel/id.ts'
import type { TransmissionContent } from '../content.ts'

const ids = { statement: newId(), other: newId(), unit: newId(), authority: newId() }

/** A transmission about people who do not exist, for tests. */
export function sample(over: Partial<TransmissionContent> = {}): TransmissionContent {
  return {
    reference: 'IP-2026-0007',
    kind: 'ip',
    urgent: true,
    complementOf: null,
    writtenAt: '2026-03-12T13:05:00Z',
    validatedAt: '2026-03-12T13:42:00Z',
    authorFunction: 'Écoutante, travailleuse sociale',
    recipient: {
      unitId: ids.unit,
      authorityId: ids.authority,
      kind: 'crip',
      name: 'CRIP du Haut-Rhin',
    },
    identity: [
      { field: 'firstName', label: 'Prénom', value: 'Lilou', source: 'dit par la mère le 12 mars 2026' },
      {
        field: 'lastName',
        label: 'Nom',
        value: 'Fictive-Exemple',
        source: 'dit par la mère le 12 mars 2026',
      },
      { field: 'age', label: 'Âge', value: '15 ans', source: 'lu dans un document le 4 mars 2026' },
      { field: 'handle', label: 'Pseudonyme', value: '@lilou.exemple', source: null },
    ],
    places: [
      { role: 'family_home', departement: '68', address: '12 rue de l’Exemple, 68000 Ville-Inventée' },
      { role: 'runaway', departement: '67', address: null },
    ],
    dangerLevel: 'danger',
    statements: [
      {
        id: ids.statement,
        text: 'Elle n’est pas rentrée depuis dimanche. Elle a deux téléphones et ne dit pas d’où vient le second.\n\nElle a écrit hier soir : « Je suis avec des amis, ne me cherchez pas. »',
        source: 'dit par la mère le 12 mars 2026',
      },
      {
        id: ids.other,
        text: 'Le lycée compte onze jours d’absence en un mois. L’élève est fatiguée et s’isole.',
        source: 'constaté par une conseillère d’éducation le 4 mars 2026',
      },
    ],
    observations: [
      {
        kind: 'problem',
        code: 'runaway',
        label: 'Fugues',
        presence: 'present',
        source: 'dit par la mère',
        firstOn: '2026-02-01',
        lastOn: '2026-03-12',
      },
      {
        kind: 'problem',
        code: 'substance_use',
        label: 'Consommation de produits',
        presence: 'absent',
        source: 'dit par la mère',
        firstOn: null,
        lastOn: '2026-03-12',
      },
      {
        kind: 'sign',
        code: 'several_phones',
        label: 'Plusieurs téléphones ou numéros changeants',
        presence: 'present',
        source: 'dit par la mère',
        firstOn: '2026-03-04',
        lastOn: '2026-03-12',
      },
      {
        kind: 'exploitation_place',
        code: 'hotel',
        label: 'Hôtel',
        presence: 'unknown',
        source: null,
        firstOn: null,
        lastOn: null,
      },
    ],
    appreciation:
      'La répétition des fugues, l’origine inconnue du second téléphone et la rupture scolaire font craindre une situation d’exploitation. La mère demande de l’aide et répond au téléphone.',
    expectation:
      'Une évaluation dans les meilleurs délais, et le nom de la personne qui suivra la situation.',
    parentsInformed: 'yes',
    parentsReason: 'La mère a été informée pendant l’appel. Le père n’a pas pu être joint.',
    ...over,
  }
}
