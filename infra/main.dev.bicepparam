using 'main.bicep'

param environment = 'dev'
param location = 'westeurope'
param dataKeyIds = ['k1']
param currentDataKeyId = 'k1'
param indexDataKeyId = 'k1'
param dataRedundancy = 'Standard_LRS'
param alertEmail = readEnvironmentVariable('OMMNIO_ALERT_EMAIL', 'nobody@example.com')
param operators = readEnvironmentVariable('OMMNIO_OPERATORS', '')
