using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Http;

internal static class ModelDescriptions
{
    public static ModelDescription Of(ModelSettings model) =>
        new(model.Alias, model.Provider, model.ContextWindow, model.MaxCompletionTokens) { TakesImages = model.TakesImages };
}
