using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Protocol.Generator;

/// <summary>The records of the wire as reflection sees them, always in the same order.</summary>
internal static class WireTypes
{
    private const string ExtensionsNamespace = "EditorAgent.Protocol.Extensions";

    /// <summary>Every method with the type of its parameters: first what the agent serves, then the client, each in order of name.</summary>
    public static IReadOnlyList<(WireMethodAttribute Method, Type Params)> Methods { get; } =
    [
        .. typeof(AcpJson).Assembly.GetTypes()
            .Select(type => (Method: type.GetCustomAttribute<WireMethodAttribute>(), Params: type))
            .Where(pair => pair.Method is not null)
            .Select(pair => (pair.Method!, pair.Params))
            .OrderBy(pair => pair.Item1.ServedBy)
            .ThenBy(pair => pair.Item1.Name, StringComparer.Ordinal),
    ];

    /// <summary>All named types that methods reach, in order of name.</summary>
    public static IReadOnlyList<Type> All { get; } = Reach();

    public static bool IsExtension(Type type) => type.Namespace == ExtensionsNamespace;

    public static string NameOf(Type type) => type.DeclaringType is { } union ? NameOf(union) + type.Name : type.Name;

    public static bool IsUnion(Type type) => type.IsAbstract && type.GetNestedType("Unknown") is not null;

    /// <summary>The kinds of a union that have a record, in the order they are declared in.</summary>
    public static IEnumerable<Type> KindsOf(Type union)
        => union.GetNestedTypes().Where(kind => kind.IsSubclassOf(union) && kind.Name != "Unknown").OrderBy(kind => kind.MetadataToken);

    public static string? TagOf(Type kind)
        => kind.GetProperty("Tag") is { } tag ? (string?)tag.GetValue(RuntimeHelpers.GetUninitializedObject(kind)) : null;

    public static string? DiscriminatorOf(Type union)
        => KindsOf(union).Select(kind => kind.GetProperty("Tag")).FirstOrDefault(tag => tag is not null) is { } tag ? JsonName(tag) : null;

    public static IEnumerable<PropertyInfo> MembersOf(Type record)
        => record.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).OrderBy(property => property.MetadataToken);

    public static bool IsRequired(PropertyInfo member) => member.Name == "Tag" || member.IsDefined(typeof(RequiredMemberAttribute));

    public static string JsonName(PropertyInfo member)
        => member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    public static IEnumerable<string> ValuesOf(Type enumeration) => Enum.GetNames(enumeration).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);

    public static Type? ItemOf(Type type) => IsGeneric(type, typeof(IReadOnlyList<>)) ? type.GetGenericArguments()[0] : null;

    public static Type? MapValueOf(Type type) => IsGeneric(type, typeof(IReadOnlyDictionary<,>)) ? type.GetGenericArguments()[1] : null;

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static IReadOnlyList<Type> Reach()
    {
        var seen = new HashSet<Type>();
        var waiting = new Queue<Type>(Methods.SelectMany(pair => new[] { pair.Params, pair.Method.Result }.OfType<Type>()));
        waiting.Enqueue(typeof(AgentCapabilitiesMeta));
        waiting.Enqueue(typeof(ClientCapabilitiesMeta));
        waiting.Enqueue(typeof(PromptResultMeta));
        waiting.Enqueue(typeof(ToolCallMeta));
        while (waiting.TryDequeue(out var next))
        {
            var type = Nullable.GetUnderlyingType(next) ?? next;
            if ((ItemOf(type) ?? MapValueOf(type)) is { } part)
            {
                waiting.Enqueue(part);
                continue;
            }

            if (type.Assembly != typeof(AcpJson).Assembly || !seen.Add(type) || type.IsEnum || type == typeof(RequestId))
            {
                continue;
            }

            foreach (var used in IsUnion(type) ? KindsOf(type) : MembersOf(type).Select(member => member.PropertyType))
            {
                waiting.Enqueue(used);
            }
        }

        return [.. seen.OrderBy(NameOf, StringComparer.Ordinal)];
    }
}
