#!/usr/bin/env bash
# Deploys the checked-out source to Google Cloud: packs the archives, plans, applies
# (which migrates the database before any function changes) and tests the API.
#
#   infra/gcp/deploy.sh PROJECT ENVIRONMENT
#
# It asks for confirmation before it applies, unless CI is set: GitHub's environment
# says who must approve.
set -euo pipefail

project=${1:?"usage: $0 PROJECT ENVIRONMENT"}
environment=${2:?"usage: $0 PROJECT ENVIRONMENT"}
cd "$(dirname "$0")/../.."

release=$(git describe --always --dirty --abbrev=12)
go run ./infra/package -out dist

cd infra/gcp
plan=$(mktemp) # it contains secrets
trap 'rm -f "$plan"' EXIT

terraform init -input=false -reconfigure -backend-config="bucket=$project-terraform" -backend-config="prefix=$environment"
terraform plan -input=false -lock-timeout=5m -out="$plan" \
  -var-file="environments/$environment.tfvars" -var="project=$project" -var="release=$release"

if [[ -z ${CI:-} ]]; then
  read -r -p "Apply this to $project? Only yes will do: " answer
  [[ $answer == yes ]] || exit 1
fi
terraform apply -input=false -lock-timeout=5m "$plan"

go run ./smoke -release "$release" "$(terraform output -raw api_url)"
