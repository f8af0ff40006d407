"""Common chemical substances by their formulas and by all of their names."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

SUBSTANCES = """
hydrochloric acid;muriatic acid;hcl|sulfuric acid;sulphuric acid;h2so4|nitric acid;hno3|phosphoric acid;h3po4|acetic acid;ethanoic acid;ch3cooh|formic acid;methanoic acid;hcooh|carbonic acid;h2co3|hydrofluoric acid;hf|citric acid;c6h8o7
ethanol;ethyl alcohol;grain alcohol;c2h5oh;ch3ch2oh|methanol;methyl alcohol;wood alcohol;ch3oh|isopropanol;isopropyl alcohol;2 propanol;propan 2 ol|acetone;propanone|glucose;dextrose;c6h12o6|sucrose;table sugar;cane sugar;c12h22o11
sodium hydroxide;caustic soda;lye;naoh|potassium hydroxide;caustic potash;koh|calcium carbonate;caco3|calcium oxide;quicklime;cao|calcium hydroxide;slaked lime;ca oh 2|sodium carbonate;washing soda;soda ash;na2co3|potassium nitrate;saltpeter;saltpetre;kno3
hydrogen peroxide;h2o2|sodium hypochlorite;naclo;naocl|ammonium nitrate;nh4no3|potassium permanganate;kmno4|copper sulfate;copper sulphate;copper ii sulfate;cuso4|silver nitrate;agno3|magnesium sulfate;epsom salt;epsom salts;mgso4
sulfur dioxide;sulphur dioxide;so2|nitrogen dioxide;no2|nitric oxide;nitrogen monoxide|hydrogen sulfide;hydrogen sulphide;h2s|hydrogen chloride;hcl|propane;c3h8|butane;c4h10|ethane;c2h6|ethylene;ethene;c2h4|acetylene;ethyne;c2h2|benzene;c6h6
chloroform;trichloromethane;chcl3|formaldehyde;methanal;hcho;ch2o|toluene;methylbenzene|glycerol;glycerin;glycerine|sulfur hexafluoride;sf6|titanium dioxide;tio2|aluminium oxide;aluminum oxide;alumina;al2o3|zinc oxide;zno|potassium chloride;kcl
carbon tetrachloride;tetrachloromethane;ccl4|sodium nitrate;nano3|ammonium chloride;sal ammoniac;nh4cl|vitamin b6;pyridoxine|vitamin d3;cholecalciferol|heavy water;deuterium oxide;d2o
"""
