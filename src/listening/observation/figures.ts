import { countEach, countOne } from '#kernel/figure.ts'
import { certainty, dangerLevel, exploitationMode, exploitationPlace, problem, sign } from '#vocabulary'

const present =
  'Une situation de la période compte pour chaque élément noté présent dans au moins un de ses contacts de la période ; elle peut donc compter plusieurs fois.'

export const problems = countEach(problem, {
  title: 'Problèmes évoqués',
  of: 'situation',
  from: 'observation',
  rule: present,
})

export const signs = countEach(sign, {
  title: 'Signes d’alerte',
  of: 'situation',
  from: 'observation',
  rule: present,
})

export const exploitationModes = countEach(exploitationMode, {
  title: 'Modes d’exploitation allégués',
  of: 'situation',
  from: 'observation',
  rule: present,
})

export const exploitationPlaces = countEach(exploitationPlace, {
  title: 'Lieux d’exploitation allégués',
  of: 'situation',
  from: 'observation',
  rule: present,
})

export const certainties = countOne(certainty, {
  title: 'Certitude de la situation de prostitution',
  of: 'situation',
  from: 'certainty',
  rule: 'Chaque situation de la période compte une fois, selon la dernière appréciation notée à ce jour.',
})

export const dangerLevels = countOne(dangerLevel, {
  title: 'Niveau de danger',
  of: 'situation',
  from: 'danger_level',
  rule: 'Chaque situation de la période compte une fois, selon le dernier niveau noté à ce jour.',
})
