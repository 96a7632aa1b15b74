"""Holds commands against the models of AWS's own command line. Nothing is sent.

awscli_models.py parse       [[word, ...], ...] -> [{service, operation, region, parameters} or {error}, ...]
awscli_models.py samples     ["rds:PromoteReadReplica", ...] -> [parameters, ...], every one that is no content
awscli_models.py names       ["rds", ...] -> {name of an operation or parameter: its name on the command line}, but for
                             those that have one by exception

Asked on standard input, answered on standard output, in JSON. Services are called as on the command line.
"""

import contextlib
import copy
import io
import json
import sys

from awscli.botocore import _xform_cache, xform_name
from awscli.clidriver import create_clidriver


EXCEPTIONS = {name for name, separator in _xform_cache}


class Answered:
    status_code = 200
    headers = {}


def parse(commands):
    driver = create_clidriver()
    calls = []

    def called(params, model, **others):
        calls.append({"service": model.service_model.service_name, "operation": model.name,
                      "parameters": copy.deepcopy(params)})

    driver.session.register("provide-client-params", called)
    # Parameters were validated by now; an answer of ours keeps the request from being sent.
    driver.session.register("before-call", lambda **others: (Answered(), {}))
    answers = []
    for words in commands:
        calls.clear()
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                code = driver.main(words)
            except SystemExit as end:
                code = end.code
        region = words[words.index("--region") + 1] if "--region" in words else None
        understood = code == 0 and len(calls) == 1
        answers.append({**calls[0], "region": region} if understood else {"error": said.getvalue() or str(code)})
    return answers


def sample(shape, above=()):
    kind = shape.type_name
    if kind == "structure":
        members = list(shape.members.items())
        if getattr(shape, "is_tagged_union", False):
            members = members[:1]
        found = {name: sample(member, above + (shape.name,)) for name, member in members if member.name not in above}
        return {name: value for name, value in found.items() if value is not None}
    if kind == "list":
        element = None if shape.member.name in above else sample(shape.member, above + (shape.name,))
        return None if element is None else [element]
    if kind == "map":
        value = sample(shape.value, above + (shape.name,))
        return None if value is None else {sample(shape.key): value}
    if kind == "string":
        if shape.name == "BucketName":
            return "a-bucket"  # the one text whose form is looked at before it is sent
        return shape.enum[0] if shape.enum else "it's -- " + "x" * shape.metadata.get("min", 1)
    if kind == "boolean":
        return False
    if kind == "timestamp":
        return "2026-01-05T02:00:00Z"
    return None if kind == "blob" else max(1, shape.metadata.get("min", 1))


def samples(operations):
    session = create_clidriver().session
    found = []
    for operation in operations:
        service, name = operation.split(":")
        found.append(sample(session.get_service_model(service).operation_model(name).input_shape))
    return found


def names(services):
    session = create_clidriver().session
    found = {}
    for service in services:
        model = session.get_service_model(service)
        for operation in model.operation_names:
            shape = model.operation_model(operation).input_shape
            for name in [operation, *(shape.members if shape else [])]:
                if name not in EXCEPTIONS:
                    found[name] = xform_name(name, "-")
    return found


json.dump({"parse": parse, "samples": samples, "names": names}[sys.argv[1]](json.load(sys.stdin)), sys.stdout, default=str)
