import { countBands, countEach, countMonths, countOne } from '#kernel/figure.ts'
import {
  ageBand,
  ageBandOf,
  departement,
  knownToChildProtection,
  measure,
  minorGender,
  publishedAgeBand,
  publishedAgeBandOf,
  situationStage,
} from '#vocabulary'

export const genders = countOne(minorGender, {
  title: 'Genre des mineurs',
  of: 'situation',
  from: 'gender',
  words: { girl: 'de filles', boy: 'de garçons', transgender: 'de mineurs transgenres' },
  rule: 'Chaque situation de la période compte une fois, selon ce que dit le dossier, sinon le premier contact qui le précise.',
})

export const ages = countBands(ageBand, ageBandOf, {
  title: 'Âge au premier contact',
  of: 'situation',
  from: 'age',
  rule: 'Chaque situation de la période compte une fois, selon l’âge du mineur en années révolues à son premier contact ; les âges inconnus ne comptent ni dans la moyenne ni dans la médiane.',
})

export const publishedAges = countBands(publishedAgeBand, publishedAgeBandOf, {
  title: 'Mineurs de moins de 15 ans',
  of: 'situation',
  from: 'age',
  rule: 'Les mêmes âges au premier contact, regroupés aux seuils de 15 et 18 ans : les classes que l’on publie.',
})

export const departements = countOne(departement, {
  id: 'department',
  title: 'Départements concernés',
  of: 'situation',
  from: 'departement',
  rule: 'Chaque situation de la période compte une fois, dans le département où vit le mineur, sinon dans celui du premier contact qui en indique un ; seuls les 101 départements comptent comme départements concernés.',
})

export const months = countMonths({
  id: 'month',
  title: 'Nouvelles situations par mois',
  of: 'situation',
  from: 'opened_at',
  rule: 'Chaque situation de la période compte une fois, dans le mois de son premier contact à l’heure de Paris ; le premier et le dernier mois peuvent être incomplets.',
})

export const known = countOne(knownToChildProtection, {
  title: 'Mineurs déjà connus de la protection de l’enfance',
  of: 'situation',
  from: 'known_to_child_protection',
  words: { yes: 'de mineurs déjà connus', no: 'de mineurs inconnus de ces services' },
  rule: 'Chaque situation de la période compte une fois, selon ce que dit le dossier, sinon le premier contact qui le précise.',
})

export const measures = countEach(measure, {
  title: 'Mesures de protection',
  of: 'situation',
  from: 'measure',
  rule: 'Une situation de la période compte pour chaque mesure notée dans son dossier ou dans un contact avant la fin de la période ; elle peut donc compter plusieurs fois.',
})

export const stages = countOne(situationStage, {
  id: 'stage',
  title: 'Où en sont les situations',
  of: 'situation',
  from: 'stage',
  mayBeUnasked: false,
  rule: 'Chaque situation de la période compte une fois, selon l’étape où elle se trouve aujourd’hui.',
})
