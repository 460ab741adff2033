import { countEach } from '#kernel/figure.ts'
import { action } from '#vocabulary'

export const actions = countEach(action, {
  title: 'Actions menées',
  of: 'situation',
  from: 'action',
  rule: 'Une situation de la période compte pour chaque type d’action menée pour elle avant la fin de la période, une action retirée ne comptant pas ; elle peut donc compter plusieurs fois.',
})
