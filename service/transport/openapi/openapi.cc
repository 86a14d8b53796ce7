#include "service/transport/openapi/openapi.h"

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/descriptor.h"

#include "service/transport/openapi/schemas.h"

namespace izin {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::MethodOptions;
using google::protobuf::ServiceDescriptor;
using Json = OpenApiJson;

constexpr char kAbout[] =
    "Risk level, permits and commitments of business activities by Indonesia's OSS licensing "
    "rules.\n\nEvery method is called by the Connect protocol: `POST` with its request as proto3 "
    "JSON, and those without side effects by `GET` too. Members of a request that are not "
    "described here are refused. Numbers of 64 bits come as strings, and may be sent as either. An "
    "error has the code, a message and details; the violations of a `google.rpc.BadRequest` among "
    "them name every field at fault. A method that a server does not serve answers 501, "
    "`unimplemented`.";

// Of the protocol.
Json ErrorSchema() {
  Json code = {{"type", "string"}};
  for (const char* name : {"canceled", "unknown", "invalid_argument", "deadline_exceeded",
                           "not_found", "already_exists", "permission_denied", "resource_exhausted",
                           "failed_precondition", "aborted", "out_of_range", "unimplemented",
                           "internal", "unavailable", "data_loss", "unauthenticated"}) {
    code["enum"].push_back(name);
  }
  const Json detail = {
      {"type", "object"},
      {"properties",
       {{"type", {{"type", "string"}, {"description", "Full name of the message."}}},
        {"value",
         {{"type", "string"},
          {"description", "The message in base64, without padding."},
          {"contentEncoding", "base64"}}},
        {"debug", {{"description", "The same message as JSON, for people."}}}}},
      {"required", {"type", "value"}}};
  return {{"type", "object"},
          {"description", "Why a call failed."},
          {"properties",
           {{"code", code},
            {"message", {{"type", "string"}}},
            {"details", {{"type", "array"}, {"items", detail}}}}},
          {"required", {"code"}}};
}

Json TimeoutParameter() {
  return {{"name", "Connect-Timeout-Ms"},
          {"in", "header"},
          {"description", "How long the caller waits, in milliseconds."},
          {"schema", {{"type", "integer"}, {"minimum", 0}, {"maximum", 9999999999}}}};
}

Json JsonContent(const Json& schema) { return {{"application/json", {{"schema", schema}}}}; }

Json QueryParameter(const std::string& name, const std::string& value) {
  return {{"name", name},
          {"in", "query"},
          {"required", true},
          {"schema", {{"type", "string"}, {"const", value}}}};
}

bool IsStream(const MethodDescriptor& method) {
  return method.client_streaming() || method.server_streaming();
}

// What POST and GET of a method have in common.
Json Operation(const MethodDescriptor& method, const std::string& id, const Json& answer) {
  Json operation = {{"tags", {method.service()->name()}}, {"operationId", id}};
  const std::string text = CommentOf(method);
  operation["summary"] = method.name();
  if (!text.empty()) operation["description"] = text;
  operation["parameters"].push_back({{"$ref", "#/components/parameters/timeout"}});
  operation["responses"] = {
      {"200", {{"description", "The answer."}, {"content", JsonContent(answer)}}},
      {"default", {{"$ref", "#/components/responses/error"}}}};
  return operation;
}

Json PathItem(const MethodDescriptor& method, OpenApiSchemas& schemas) {
  const std::string id = absl::StrCat(method.service()->name(), "_", method.name());
  const Json request = schemas.Ref(*method.input_type());
  const Json answer = schemas.Ref(*method.output_type());
  Json item;
  item["post"] = Operation(method, id, answer);
  item["post"]["requestBody"] = {{"required", true}, {"content", JsonContent(request)}};
  if (method.options().idempotency_level() != MethodOptions::NO_SIDE_EFFECTS) return item;
  item["get"] = Operation(method, id + "_get", answer);
  Json& parameters = item["get"]["parameters"];
  parameters.push_back(QueryParameter("connect", "v1"));
  parameters.push_back(QueryParameter("encoding", "json"));
  parameters.push_back({{"name", "message"},
                        {"in", "query"},
                        {"required", true},
                        {"description", "The request as JSON."},
                        {"content", JsonContent(request)}});
  return item;
}

Json Tag(const ServiceDescriptor& service) {
  std::string text = CommentOf(service);
  std::vector<std::string> streams;
  for (int i = 0; i < service.method_count(); ++i) {
    if (IsStream(*service.method(i))) streams.push_back(service.method(i)->name());
  }
  if (!streams.empty())
    absl::StrAppend(&text, "\n\nStreams, over gRPC alone: ", absl::StrJoin(streams, ", "), ".");
  return {{"name", service.name()}, {"description", text}};
}

void AddService(const ServiceDescriptor& service, OpenApiSchemas& schemas, Json& document) {
  document["tags"].push_back(Tag(service));
  for (int i = 0; i < service.method_count(); ++i) {
    const MethodDescriptor& method = *service.method(i);
    if (IsStream(method)) continue;
    document["paths"][absl::StrCat("/", service.full_name(), "/", method.name())] =
        PathItem(method, schemas);
  }
}

}  // namespace

absl::StatusOr<std::string> OpenApi(const google::protobuf::FileDescriptorSet& files,
                                    absl::string_view package, absl::string_view version) {
  google::protobuf::DescriptorPool pool;
  Json document = {
      {"openapi", "3.1.0"},
      {"info", {{"title", "Izin"}, {"version", std::string(version)}, {"description", kAbout}}},
      {"servers", Json::array({{{"url", "/"}}})}};
  OpenApiSchemas schemas;
  for (const google::protobuf::FileDescriptorProto& proto : files.file()) {
    const google::protobuf::FileDescriptor* file = pool.BuildFile(proto);
    if (file == nullptr)
      return absl::InvalidArgumentError(absl::StrCat(proto.name(), ": its imports are not there"));
    if (file->package() != package) continue;
    for (int i = 0; i < file->service_count(); ++i)
      AddService(*file->service(i), schemas, document);
  }
  if (!document.contains("paths"))
    return absl::InvalidArgumentError(absl::StrCat(package, ": no service of this package"));
  Json& components = document["components"];
  for (const auto& [name, schema] : schemas.schemas()) components["schemas"][name] = schema;
  components["schemas"]["connect.Error"] = ErrorSchema();
  components["parameters"]["timeout"] = TimeoutParameter();
  components["responses"]["error"] = {
      {"description", "The call failed."},
      {"content", JsonContent({{"$ref", "#/components/schemas/connect.Error"}})}};
  return document.dump(1);
}

}  // namespace izin
