import type { Notice } from '@mointering/api-contract/notices/notice'
import { atlassianPage } from '../atlassian-page.js'

/** The body that creates the page of a notice. Source: https://developer.atlassian.com/cloud/jira/service-desk-ops/rest/v2/api-group-alerts/ */
export function jsmPage(notice: Notice): object {
  const { page, details } = atlassianPage(notice)
  return { ...page, extraProperties: details }
}
