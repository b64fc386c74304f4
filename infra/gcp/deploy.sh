#!/usr/bin/env bash
# Puts what is checked out on Google Cloud: packs the archives, plans, applies
# (which migrates the database before any function changes), and tries the API.
#
#   infra/gcp/deploy.sh PROJECT ENVIRONMENT
#
# It asks before it applies, unless CI is set, where someone has approved.
set -euo pipefail

project=${1:?"usage: $0 PROJECT ENVIRONMENT"}
environment=${2:?"usage: $0 PROJECT ENVIRONMENT"}
cd "$(dirname "$0")/../.."

release=$(git describe --always --dirty --abbrev=12)
go run ./infra/package -out dist

cd infra/gcp
plan=$(mktemp) # it holds secrets
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
