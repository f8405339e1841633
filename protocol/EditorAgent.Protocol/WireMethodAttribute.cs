namespace EditorAgent.Protocol;

/// <summary>Ties the parameters of a method to its name; the generated schema, types and table are made from it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WireMethodAttribute(string name, WireSide servedBy) : Attribute
{
    public string Name { get; } = name;

    public WireSide ServedBy { get; } = servedBy;

    /// <summary>Null for a notification.</summary>
    public Type? Result { get; init; }

    /// <summary>The capability without which the method must not be called; null for the baseline.</summary>
    public string? Gate { get; init; }
}
