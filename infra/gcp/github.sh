#!/usr/bin/env bash
# Lets the workflow deploy.yml of one GitHub repository deploy to the project from one
# of its environments, without a key, through workload identity federation. It is
# idempotent and prints the variables to set on GitHub.
#
#   infra/gcp/github.sh PROJECT OWNER/REPOSITORY ENVIRONMENT
set -euo pipefail

project=${1:?"usage: $0 PROJECT OWNER/REPOSITORY ENVIRONMENT"}
repository=${2:?"usage: $0 PROJECT OWNER/REPOSITORY ENVIRONMENT"}
environment=${3:?"usage: $0 PROJECT OWNER/REPOSITORY ENVIRONMENT"}

number=$(gcloud projects describe "$project" --format='value(projectNumber)')
deployer="deployer@$project.iam.gserviceaccount.com"
pool="projects/$number/locations/global/workloadIdentityPools/github"

# The roles that Terraform needs for its resources. Together they give full control of
# the project, so the environment on GitHub and its approvers protect it.
roles=(
  artifactregistry.admin
  cloudbuild.builds.editor
  cloudfunctions.admin
  cloudscheduler.admin
  cloudsql.admin
  compute.admin
  iam.serviceAccountAdmin
  iam.serviceAccountUser
  logging.configWriter
  monitoring.admin
  pubsub.admin
  redis.admin
  resourcemanager.projectIamAdmin
  run.admin
  secretmanager.admin
  servicenetworking.networksAdmin
  serviceusage.serviceUsageAdmin
  storage.admin
)

exists() { "$@" >/dev/null 2>&1; }

exists gcloud iam service-accounts describe "$deployer" --project="$project" ||
  gcloud iam service-accounts create deployer --project="$project" --display-name="Deploys from GitHub"

for role in "${roles[@]}"; do
  gcloud projects add-iam-policy-binding "$project" --quiet --condition=None \
    --member="serviceAccount:$deployer" --role="roles/$role" >/dev/null
done

exists gcloud iam workload-identity-pools describe github --project="$project" --location=global ||
  gcloud iam workload-identity-pools create github --project="$project" --location=global

exists gcloud iam workload-identity-pools providers describe github --project="$project" --location=global --workload-identity-pool=github ||
  gcloud iam workload-identity-pools providers create-oidc github \
    --project="$project" --location=global --workload-identity-pool=github \
    --issuer-uri="https://token.actions.githubusercontent.com" \
    --attribute-mapping="google.subject=assertion.sub" \
    --attribute-condition="assertion.repository == '$repository'"

gcloud iam service-accounts add-iam-policy-binding "$deployer" --project="$project" --quiet \
  --role=roles/iam.workloadIdentityUser \
  --member="principal://iam.googleapis.com/$pool/subject/repo:$repository:environment:$environment" >/dev/null

cat <<EOF
Set these variables of the environment $environment on GitHub:
  GOOGLE_PROJECT            $project
  GOOGLE_IDENTITY_PROVIDER  $pool/providers/github
  GOOGLE_SERVICE_ACCOUNT    $deployer
EOF
