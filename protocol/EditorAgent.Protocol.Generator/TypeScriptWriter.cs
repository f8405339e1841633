using System.Text;
using System.Text.Json;
using EditorAgent.Protocol.Sessions;

namespace EditorAgent.Protocol.Generator;

/// <summary>One TypeScript module of the types of one side of the wire: ACP, or our extensions.</summary>
/// <param name="extensions">Which of the two.</param>
internal sealed class TypeScriptWriter(bool extensions)
{
    private readonly SortedSet<string> imported = new(StringComparer.Ordinal);

    public string Write()
    {
        var body = new StringBuilder();
        foreach (var type in WireTypes.All.Where(type => WireTypes.IsExtension(type) == extensions))
        {
            body.Append('\n').Append(this.Define(type));
        }

        body.Append("\nexport const methods = {\n");
        foreach (var (method, parameters) in WireTypes.Methods.Where(pair => WireTypes.IsExtension(pair.Params) == extensions))
        {
            body.Append($"  \"{method.Name}\": {{ servedBy: \"{method.ServedBy.ToString().ToLowerInvariant()}\" }},\n");
        }

        body.Append("} as const;\n");
        this.AppendCalls(body);
        var header = "// Generated from EditorAgent.Protocol; do not edit.\n";
        return this.imported.Count == 0 ? header + body : $"{header}import type {{ {string.Join(", ", this.imported)} }} from \"./acp.js\";\n{body}";
    }

    private void AppendCalls(StringBuilder body)
    {
        body.Append("\n/** Parameters and result of each method; a notification has no result. */\nexport interface Calls {\n");
        foreach (var (method, parameters) in WireTypes.Methods.Where(pair => WireTypes.IsExtension(pair.Params) == extensions))
        {
            var result = method.Result is null ? "never" : this.Shape(method.Result);
            body.Append($"  \"{method.Name}\": {{ params: {this.Shape(parameters)}; result: {result} }};\n");
        }

        body.Append("}\n");
    }

    private string Define(Type type)
    {
        var name = WireTypes.NameOf(type);
        if (type == typeof(RequestId))
        {
            return $"export type {name} = number | string;\n";
        }

        if (type == typeof(SessionConfigValue))
        {
            return $"export type {name} = string | boolean;\n";
        }

        if (type == typeof(SessionConfigSelectOptions))
        {
            return $"export type {name} = {nameof(SessionConfigSelectOption)}[] | {nameof(SessionConfigSelectGroup)}[];\n";
        }

        if (type.IsEnum)
        {
            return $"export type {name} = {string.Join(" | ", WireTypes.ValuesOf(type).Select(value => $"\"{value}\""))};\n";
        }

        return WireTypes.IsUnion(type)
            ? $"/** Open: a newer peer may send kinds that are not listed. */\nexport type {name} =\n{string.Concat(WireTypes.KindsOf(type).Select(kind => $"  | {this.Shape(kind)}\n")).TrimEnd()};\n"
            : this.Record(type, name);
    }

    private string Record(Type type, string name)
    {
        var text = new StringBuilder($"export interface {name} {{\n");
        foreach (var member in WireTypes.MembersOf(type))
        {
            var shape = member.Name switch
            {
                "Tag" => $"\"{WireTypes.TagOf(type)}\"",
                "Meta" => "Record<string, unknown>",
                _ => this.Shape(member.PropertyType),
            };
            text.Append($"  {WireTypes.JsonName(member)}{(WireTypes.IsRequired(member) ? "" : "?")}: {shape};\n");
        }

        return text.Append("}\n").ToString();
    }

    private string Shape(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (WireTypes.ItemOf(type) is { } item)
        {
            return this.Shape(item) + "[]";
        }

        if (WireTypes.MapValueOf(type) is { } value)
        {
            return $"Record<string, {this.Shape(value)}>";
        }

        return Type.GetTypeCode(type) switch
        {
            _ when type.Assembly == typeof(AcpJson).Assembly => this.Reference(type),
            TypeCode.String => "string",
            TypeCode.Boolean => "boolean",
            TypeCode.Object when type == typeof(JsonElement) => "unknown",
            TypeCode.Object => throw new NotSupportedException($"The generator has no shape for {type}."),
            _ => "number",
        };
    }

    private string Reference(Type type)
    {
        var name = WireTypes.NameOf(type);
        if (WireTypes.IsExtension(type) != extensions)
        {
            this.imported.Add(name);
        }

        return name;
    }
}
