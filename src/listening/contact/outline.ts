import type { OutlineItem } from '#kernel/page/index.ts'
import { plural } from '#kernel/ui/index.ts'
import { callerDetail, callerProfile, dangerLevel, departement } from '#vocabulary'
import type { ContactFields } from './contract.ts'

const some = (...values: unknown[]) =>
  values.some((value) => (Array.isArray(value) ? value.length > 0 : value !== null && value !== ''))

/** The conversation, part by part, with what is noted of each. */
export function outlineOf(values: ContactFields, callbacks = 0): OutlineItem[] {
  const who = values.callerDetail
    ? callerDetail.label(values.callerDetail)
    : values.callerProfile && callerProfile.label(values.callerProfile)
  const minor = [
    [values.minorFirstName, values.minorLastName].filter(Boolean).join(' ') || values.minorAliases[0],
    values.minorAge !== null && plural(values.minorAge, 'an', 'ans'),
    values.departement &&
      !['unknown', 'undisclosed'].includes(values.departement) &&
      departement.label(values.departement),
  ].filter(Boolean)
  const seen = values.observations.length
  const length = values.narrative?.trim().split(/\s+/).length ?? 0
  return [
    {
      id: 'appelant',
      label: 'Qui parle ?',
      isFilled: some(values.callerProfile, values.callerName, values.callerPhone, values.callerGender),
      note: who ?? undefined,
    },
    {
      id: 'danger',
      label: 'En danger ?',
      isFilled: some(values.dangerLevel),
      note: values.dangerLevel ? dangerLevel.label(values.dangerLevel) : undefined,
    },
    {
      id: 'mineur',
      label: 'De qui s’agit-il ?',
      isFilled: some(
        values.minorFirstName,
        values.minorLastName,
        values.minorAliases,
        values.minorHandles,
        values.minorAge,
        values.minorGender,
        values.departement,
        values.livingPlace,
      ),
      note: minor.join(', ') || undefined,
    },
    {
      id: 'faits',
      label: 'Que se passe-t-il ?',
      isFilled: seen > 0 || some(values.certainty),
      note: seen > 0 ? plural(seen, 'point abordé', 'points abordés') : undefined,
    },
    {
      id: 'recit',
      label: 'Récit',
      isFilled: length > 0,
      note: length > 0 ? plural(length, 'mot', 'mots') : undefined,
    },
    {
      id: 'actions',
      label: 'Que fait-on ?',
      isFilled: values.actions.length > 0 || some(values.qualification),
      note: values.actions.length > 0 ? plural(values.actions.length, 'action', 'actions') : undefined,
    },
    {
      id: 'rappel',
      label: 'Se reparler',
      isFilled: callbacks > 0 || values.actions.some(({ kind }) => kind === 'callback_scheduled'),
    },
  ]
}
