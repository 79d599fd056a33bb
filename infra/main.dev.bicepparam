using 'main.bicep'

param environment = 'dev'
param location = 'westeurope'
param dataKeyIds = ['k1']
param currentDataKeyId = 'k1'
param indexDataKeyId = 'k1'
param dataRedundancy = 'Standard_LRS'
param alertEmail = readEnvironmentVariable('OMMNIO_ALERT_EMAIL', 'nobody@example.com')
param operators = readEnvironmentVariable('OMMNIO_OPERATORS', '')
// The page's registration at Entra ID; without it nobody signs in on the page.
var signInClient = readEnvironmentVariable('OMMNIO_SIGN_IN_CLIENT', '')
param signIn = empty(signInClient)
  ? null
  : { issuer: readEnvironmentVariable('OMMNIO_SIGN_IN_ISSUER', 'https://login.microsoftonline.com/{tenantid}/v2.0'), clientId: signInClient }
