using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.Core.Schemas;

/// <summary>
/// A JSON Schema made ready for checking values: draft 2020-12, or draft-07 where <c>$schema</c> says so. Nothing is ever fetched: a
/// <c>$ref</c> leads into the document itself or to the specification's own metaschemas. <c>format</c> and the content keywords are
/// annotations. Work is bounded whatever the schema and the value: beyond the limits the verdict is a violation that says so
/// (<see cref="SchemaViolation.IsUndecided"/>). Checking changes nothing here, so one object serves any number of threads.
/// </summary>
public sealed class CompiledSchema
{
    private readonly SchemaNode root;
    private readonly bool hasDynamicScope;

    private CompiledSchema(SchemaNode root, bool hasDynamicScope, ImmutableArray<SchemaFault> faults)
    {
        this.root = root;
        this.hasDynamicScope = hasDynamicScope;
        this.Faults = faults;
    }

    /// <summary>Keywords that were written wrongly and are not held against a value; the first twenty.</summary>
    public ImmutableArray<SchemaFault> Faults { get; }

    /// <exception cref="SchemaException">It is no schema, refers to what is not there, or is too large or too deep.</exception>
    public static CompiledSchema Compile(JsonElement schema) => Compile(schema, ImmutableDictionary<string, JsonElement>.Empty);

    /// <param name="schema">An object or a boolean.</param>
    /// <param name="documents">Other documents that it may refer to, by absolute address.</param>
    /// <exception cref="SchemaException">It is no schema, refers to what is not there, or is too large or too deep.</exception>
    internal static CompiledSchema Compile(JsonElement schema, IReadOnlyDictionary<string, JsonElement> documents)
    {
        if (!UnicodeText.IsWhole(schema))
        {
            throw new SchemaException("The schema holds text that is not valid Unicode.");
        }

        var compiler = new SchemaCompiler(new SchemaRegistry(documents));
        var root = compiler.CompileRoot(schema);
        return new CompiledSchema(root, compiler.HasDynamicScope, compiler.Faults);
    }

    /// <returns>Null when the value satisfies the schema, else the first violation.</returns>
    public SchemaViolation? Validate(JsonElement value)
    {
        if (!UnicodeText.IsWhole(value))
        {
            return new SchemaViolation("$", "holds text that is not valid Unicode", this.root.Source);
        }

        var walk = new SchemaWalk(value, this.hasDynamicScope, explains: false);
        if (walk.Fits(this.root, value, null))
        {
            return null;
        }

        // Words are made only for what is wrong, on a second way through.
        var telling = new SchemaWalk(value, this.hasDynamicScope, explains: true);
        telling.Fits(this.root, value, null);
        return telling.Violation ?? new SchemaViolation("$", "does not satisfy the schema", this.root.Source);
    }
}
