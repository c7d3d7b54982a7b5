'use client'

import { createNoticeRuleRequest, type NoticeRule } from '@mointering/api-contract/http/notice-rules'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { useAction } from '../../api/use-action'
import { validate } from '../../api/validate'
import { errorAt } from '../../monitors/form/field-errors'
import { ChosenField } from '../../ui/ChosenField'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { SelectField } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import { toasts } from '../../ui/toasts'
import { rulesKey, saveRule } from './rule-api'
import { type RuleForm, ruleForm, SEVERITY_OPTIONS, toRule } from './rule-form'
import { GONE, useRuleNames } from './use-rule-names'

type Props = { rule: NoticeRule | null; open: boolean; onOpen: (open: boolean) => void }

/** Adds a routing rule, or changes one. */
export function RuleDialog({ rule, open, onOpen }: Props) {
  return (
    <Dialog title={rule ? `Edit ${rule.name}` : 'Add rule'} open={open} onOpen={onOpen}>
      <RuleEditor key={rule?.id ?? 'new'} rule={rule} onClose={() => onOpen(false)} />
    </Dialog>
  )
}

function RuleEditor({ rule, onClose }: { rule: NoticeRule | null; onClose: () => void }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const { options } = useRuleNames()
  const [form, setForm] = useState(() => ruleForm(rule))
  const { busy, problem, errors, run, setErrors } = useAction()
  const set = (changes: Partial<RuleForm>) => setForm({ ...form, ...changes })

  const submit = () => {
    const body = toRule(form)
    const checked = validate(createNoticeRuleRequest, body)
    if (checked.errors) return setErrors(checked.errors)
    return run(async () => {
      const saved = await saveRule(workspace.id, rule, body)
      await client.invalidateQueries({ queryKey: rulesKey(workspace.id) })
      toasts.add({ title: rule ? `${saved.name} is saved` : `${saved.name} is added` })
      onClose()
    })
  }
  return (
    <FormDialog
      action={rule ? 'Save changes' : 'Add rule'}
      busy={busy}
      problem={problem}
      errors={errors}
      onCancel={onClose}
      onSubmit={() => void submit()}
    >
      <TextField
        label="Name"
        value={form.name}
        onValue={(name) => set({ name })}
        autoComplete="off"
        error={errors.name}
      />
      <SelectField
        label="Incidents"
        value={form.severity}
        options={SEVERITY_OPTIONS}
        onValue={(severity) => set({ severity })}
      />
      <ChosenField
        label="Of these monitors"
        listLabel="Monitors of the rule"
        options={options.monitors}
        chosen={form.monitorIds}
        onChosen={(monitorIds) => set({ monitorIds })}
        placeholder="Any monitor"
        gone={GONE.monitor}
        error={errorAt(errors, 'monitorIds')}
      />
      <TextField
        label="With one of these tags"
        value={form.tags}
        onValue={(tags) => set({ tags })}
        placeholder="Any"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint="Separated by commas."
        error={errorAt(errors, 'tags')}
      />
      <ChosenField
        label="Tell"
        listLabel="Channels of the rule"
        options={options.channels}
        chosen={form.channelIds}
        onChosen={(channelIds) => set({ channelIds })}
        placeholder="Nobody"
        gone={GONE.channel}
        error={errorAt(errors, 'channelIds')}
      />
      <SelectField
        label="While nobody acknowledges, escalate by"
        value={form.escalationPolicyId}
        options={[{ value: '', label: 'No policy' }, ...options.policies]}
        onValue={(escalationPolicyId) => set({ escalationPolicyId })}
        error={errorAt(errors, 'escalationPolicyId')}
      />
    </FormDialog>
  )
}
