namespace EditorAgent.Core.Schemas;

/// <summary>The rules that one schema resource is read by.</summary>
/// <param name="Draft">The revision.</param>
/// <param name="Validates">False where the metaschema leaves the validation vocabulary out: only applicators count then.</param>
internal readonly record struct SchemaDialect(SchemaDraft Draft, bool Validates)
{
    public static readonly SchemaDialect Newest = new(SchemaDraft.Draft2020, true);

    public bool IsOld => this.Draft == SchemaDraft.Draft7;

    /// <returns>Null for a metaschema that is not one of the specification's.</returns>
    public static SchemaDialect? Known(string metaschema) => metaschema.TrimEnd('#') switch
    {
        "https://json-schema.org/draft/2020-12/schema" => Newest,
        "https://json-schema.org/draft/2019-09/schema" => new SchemaDialect(SchemaDraft.Draft2019, true),
        "http://json-schema.org/draft-07/schema" or "https://json-schema.org/draft-07/schema"
            or "http://json-schema.org/draft-06/schema" or "http://json-schema.org/draft-04/schema" or "http://json-schema.org/draft-03/schema"
            => new SchemaDialect(SchemaDraft.Draft7, true),
        _ => null,
    };
}
