#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A study on many machines: each job of the array takes a slice of the study, and writes a database of its own.
#
#   sbatch --array=1-20 tools/study-slurm.sh study.yaml
#   waku-study merge study.db study-*.db
#
# The array may be submitted again, also with less time left: each job goes on where it was ended. Results go into
# the folder from which it is submitted. WAKU_STUDY is the program, if it is not on the PATH.
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=16
#SBATCH --time=24:00:00
#SBATCH --signal=B:TERM@60
set -eu
if [ $# -lt 1 ] || [ -z "${SLURM_ARRAY_TASK_ID:-}" ]; then
    echo "usage: sbatch --array=1-N tools/study-slurm.sh STUDY.yaml [OPTION...]" >&2
    exit 1
fi
study=$1
shift
# Slices are counted from 1, whatever numbers the array has.
slice=$(((SLURM_ARRAY_TASK_ID - SLURM_ARRAY_TASK_MIN) / ${SLURM_ARRAY_TASK_STEP:-1} + 1))
slices=$(((SLURM_ARRAY_TASK_MAX - SLURM_ARRAY_TASK_MIN) / ${SLURM_ARRAY_TASK_STEP:-1} + 1))
exec "${WAKU_STUDY:-waku-study}" run "$study" --db="$(basename "$study" .yaml)-$slice.db" \
    --slice="$slice/$slices" --workers="${SLURM_CPUS_PER_TASK:-1}" "$@"
