// What somebody is woken for. The figures are those of docs/telemetry.md; a test compares them. They are never sampled, as logs may be.
param name string
param location string
param tags object
param workspaceId string
param email string

type alert = {
  title: string
  description: string
  severity: 1 | 2 | 3
  query: string
  @description('How often in a row it has to be so.')
  times: int
}

var alerts alert[] = [
  {
    title: 'poison'
    description: 'A poison queue is not empty. See "Poison messages" in docs/runbook.md.'
    severity: 2
    query: 'AppMetrics | where Name == "ommnio.poison.messages" and Sum > 0'
    times: 1
  }
  {
    title: 'outbox'
    description: 'Something waits in the outbox for more than 15 minutes after its time: neither the queue nor the sweep gets through.'
    severity: 1
    query: 'AppMetrics | where Name == "ommnio.outbox.age" and Sum > 900'
    times: 2
  }
  {
    title: 'failures'
    description: 'More than one call in a hundred ends with a 5xx.'
    severity: 1
    query: 'AppMetrics | where Name == "ommnio.answers" | summarize Calls = sum(Sum), Failed = sumif(Sum, toint(Properties["http.response.status_code"]) >= 500) | where Calls >= 20 and Failed * 100 > Calls'
    times: 1
  }
  {
    title: 'invitations'
    description: 'Invitations were given up after all their tries.'
    severity: 3
    query: 'AppMetrics | where Name == "ommnio.invitations" and Properties["ommnio.failure"] == "invitation.undeliverable" and Sum > 0'
    times: 1
  }
  {
    title: 'jobs'
    description: 'A job was given up after all its tries. See "Poison messages" in docs/runbook.md.'
    severity: 2
    query: 'AppTraces | where Message startswith "Job " and Message endswith " was given up after all its tries"'
    times: 1
  }
  {
    title: 'foreign'
    description: 'A message that the app did not write lay in one of its queues: somebody else can write there.'
    severity: 2
    query: 'AppTraces | where Message startswith "A message that is not " and Message endswith " lay in the poison queue, and was dropped"'
    times: 1
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'ommnio'
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: 'alert-${name}-${alert.title}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${name}: ${alert.title}'
      description: alert.description
      enabled: true
      severity: alert.severity
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT10M'
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: alert.times, minFailingPeriodsToAlert: alert.times }
          }
        ]
      }
      autoMitigate: true
      actions: { actionGroups: [people.id] }
    }
  }
]
