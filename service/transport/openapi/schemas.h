// JSON Schema of messages and enums, as proto3 JSON writes them.

#ifndef IZIN_SERVICE_TRANSPORT_OPENAPI_SCHEMAS_H_
#define IZIN_SERVICE_TRANSPORT_OPENAPI_SCHEMAS_H_

#include <map>
#include <string>

#include "google/protobuf/descriptor.h"
#include <nlohmann/json.hpp>

namespace izin {

using OpenApiJson = nlohmann::ordered_json;

// The comment above a message, field, enum, value, service or method, its lines joined to
// paragraphs. Empty where there is none or the files hold no comments.
template <typename Descriptor>
std::string CommentOf(const Descriptor& descriptor);

// The schemas of all types that were referred to, by full name. Single-threaded.
class OpenApiSchemas {
 public:
  // {"$ref":"#/components/schemas/NAME"}; the type, and what it reaches, is among the schemas then.
  OpenApiJson Ref(const google::protobuf::Descriptor& type);

  const std::map<std::string, OpenApiJson>& schemas() const { return schemas_; }

 private:
  OpenApiJson Ref(const google::protobuf::EnumDescriptor& type);
  OpenApiJson Message(const google::protobuf::Descriptor& type);
  OpenApiJson Field(const google::protobuf::FieldDescriptor& field);
  OpenApiJson Value(const google::protobuf::FieldDescriptor& field);

  std::map<std::string, OpenApiJson> schemas_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_OPENAPI_SCHEMAS_H_
