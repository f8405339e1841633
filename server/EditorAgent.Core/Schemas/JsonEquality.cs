using System.Text.Json;

namespace EditorAgent.Core.Schemas;

/// <summary>Equality of JSON values as JSON Schema means it: numbers by value, objects without order.</summary>
internal static class JsonEquality
{
    public static bool AreEqual(JsonElement left, JsonElement right, SchemaWalk walk)
    {
        if (!walk.Spend(1) || left.ValueKind != right.ValueKind)
        {
            return false;
        }

        return left.ValueKind switch
        {
            JsonValueKind.String => left.ValueEquals(right.GetString()),
            JsonValueKind.Number => AreEqualNumbers(left, right),
            JsonValueKind.Array => AreEqualArrays(left, right, walk),
            JsonValueKind.Object => AreEqualObjects(left, right, walk),
            _ => true,
        };
    }

    /// <summary>Equal values have equal hashes.</summary>
    public static int Hash(JsonElement value, SchemaWalk walk)
    {
        if (!walk.Spend(1))
        {
            return 0;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString()!.GetHashCode(StringComparison.Ordinal);
            case JsonValueKind.Number:
                return ExactNumber.Of(value)?.GetHashCode() ?? 0;
            case JsonValueKind.Array:
                var list = new HashCode();
                foreach (var item in value.EnumerateArray())
                {
                    list.Add(Hash(item, walk));
                }

                return list.ToHashCode();
            case JsonValueKind.Object:
                // Without order; members of one name make no difference here, since equality looks at the last of them.
                var sum = 1;
                foreach (var (name, member) in MembersOf(value))
                {
                    sum += HashCode.Combine(name.GetHashCode(StringComparison.Ordinal), Hash(member, walk));
                }

                return sum;
            default:
                return (int)value.ValueKind;
        }
    }

    private static bool AreEqualNumbers(JsonElement left, JsonElement right)
    {
        if (ExactNumber.Of(left) is { } one && ExactNumber.Of(right) is { } other)
        {
            return one.Equals(other);
        }

        return left.GetRawText() == right.GetRawText();
    }

    private static bool AreEqualArrays(JsonElement left, JsonElement right, SchemaWalk walk)
    {
        if (left.GetArrayLength() != right.GetArrayLength())
        {
            return false;
        }

        using var others = right.EnumerateArray().GetEnumerator();
        foreach (var item in left.EnumerateArray())
        {
            others.MoveNext();
            if (!AreEqual(item, others.Current, walk))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqualObjects(JsonElement left, JsonElement right, SchemaWalk walk)
    {
        var others = MembersOf(right);
        var own = MembersOf(left);
        if (own.Count != others.Count || !walk.Spend(own.Count))
        {
            return false;
        }

        foreach (var (name, member) in own)
        {
            if (!others.TryGetValue(name, out var other) || !AreEqual(member, other, walk))
            {
                return false;
            }
        }

        return true;
    }

    private static Dictionary<string, JsonElement> MembersOf(JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }
}
