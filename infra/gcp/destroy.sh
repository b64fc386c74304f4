#!/usr/bin/env bash
# Deletes everything that deploy.sh created, including the database. If the database is
# protected, it deletes nothing: first deploy with deletion_protection = false.
#
#   infra/gcp/destroy.sh PROJECT ENVIRONMENT
set -euo pipefail

project=${1:?"usage: $0 PROJECT ENVIRONMENT"}
environment=${2:?"usage: $0 PROJECT ENVIRONMENT"}
cd "$(dirname "$0")/../.."

cd infra/gcp
terraform init -input=false -reconfigure -backend-config="bucket=$project-terraform" -backend-config="prefix=$environment"

# Terraform deletes the database last, so its own refusal would come too late.
if [[ $(terraform output -raw deletion_protection) != false ]]; then
  echo "The $environment database is protected. Deploy with deletion_protection = false first." >&2
  exit 1
fi

read -r -p "This deletes the $environment database. Type the project's id to go on: " answer
[[ $answer == "$project" ]] || exit 1

(cd ../.. && go run ./infra/package -out dist) # Terraform reads the archives' hashes even to destroy
terraform destroy -input=false -auto-approve -lock-timeout=5m \
  -var-file="environments/$environment.tfvars" -var="project=$project" -var="release=none"
