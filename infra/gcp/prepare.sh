#!/usr/bin/env bash
# Prepares an empty Google Cloud project for Terraform: creates what Terraform needs in
# order to start. It is idempotent.
#
#   infra/gcp/prepare.sh PROJECT [REGION]
set -euo pipefail

project=${1:?"usage: $0 PROJECT [REGION]"}
region=${2:-europe-west1}
bucket="gs://$project-terraform"

gcloud services enable --project="$project" --quiet \
  cloudresourcemanager.googleapis.com \
  cloudscheduler.googleapis.com \
  iam.googleapis.com \
  iamcredentials.googleapis.com \
  pubsub.googleapis.com \
  secretmanager.googleapis.com \
  serviceusage.googleapis.com \
  storage.googleapis.com

# Terraform grants roles to these two identities, but Google creates them only on first
# use.
for service in pubsub cloudscheduler; do
  gcloud beta services identity create --project="$project" --service="$service.googleapis.com" --quiet
done

# The state contains secrets. Versioning makes a broken state recoverable.
if ! gcloud storage buckets describe "$bucket" --project="$project" >/dev/null 2>&1; then
  gcloud storage buckets create "$bucket" --project="$project" --location="$region" \
    --uniform-bucket-level-access --public-access-prevention
fi
gcloud storage buckets update "$bucket" --versioning --quiet

echo "Terraform's state of $project will be in $bucket."
