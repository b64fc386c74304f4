#!/usr/bin/env bash
# Deletes everything that deploy.sh created, including the database. A protected
# database refuses: first deploy with deletion_protection = false.
#
#   infra/gcp/destroy.sh PROJECT ENVIRONMENT
set -euo pipefail

project=${1:?"usage: $0 PROJECT ENVIRONMENT"}
environment=${2:?"usage: $0 PROJECT ENVIRONMENT"}
cd "$(dirname "$0")/../.."

read -r -p "This deletes the $environment database. Type the project's id to go on: " answer
[[ $answer == "$project" ]] || exit 1

go run ./infra/package -out dist # Terraform reads the archives' hashes even to destroy
cd infra/gcp
terraform init -input=false -reconfigure -backend-config="bucket=$project-terraform" -backend-config="prefix=$environment"
terraform destroy -input=false -auto-approve -lock-timeout=5m \
  -var-file="environments/$environment.tfvars" -var="project=$project" -var="release=none"
